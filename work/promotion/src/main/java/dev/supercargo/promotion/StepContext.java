package dev.supercargo.promotion;

import java.util.Map;

/// What one run of a step may know.
///
/// @param promotion whose step it is
/// @param alias the step's alias; its own earlier output is `state.get(alias)`
/// @param config its configuration, evaluated and valid
/// @param state outputs so far, by alias
/// @param workDir the Promotion's files
/// @param journal what an earlier run noted that did not live to tell
public record StepContext(
        PromotionIdentity promotion,
        String alias,
        StepConfig config,
        Map<String, Object> state,
        WorkDir workDir,
        StepJournal journal) {}
