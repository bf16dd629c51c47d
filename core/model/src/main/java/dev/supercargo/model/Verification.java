package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a Stage verifies its Freight.
///
/// - `analysisTemplates`: templates of which an AnalysisRun is made.
/// - `analysisRunMetadata`: labels and annotations of the AnalysisRun.
/// - `args`: values for the templates' arguments.
public record Verification(
        List<AnalysisTemplateReference> analysisTemplates,
        @Nullable AnalysisRunMetadata analysisRunMetadata,
        List<VerificationArgument> args) {
    public Verification {
        analysisTemplates = List.copyOf(analysisTemplates);
        args = List.copyOf(args);
    }
}
