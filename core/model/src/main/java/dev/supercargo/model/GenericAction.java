package dev.supercargo.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a generic webhook does.
///
/// - `action`: what to do.
/// - `whenExpression`: expression that must be true for the action to be carried out.
/// - `parameters`: parameters of the action.
/// - `targetSelectionCriteria`: objects that the action is about.
public record GenericAction(
        @Required String action,
        String whenExpression,
        Map<String, String> parameters,
        @Nullable List<TargetCriteria> targetSelectionCriteria) {
    public GenericAction {
        parameters = Wire.copied(parameters);
        targetSelectionCriteria = targetSelectionCriteria == null ? null : List.copyOf(targetSelectionCriteria);
    }
}
