package dev.supercargo.decisions.stage;

import dev.supercargo.meta.LabelSelector;
import dev.supercargo.model.PolicySelector;
import dev.supercargo.model.PromotionPolicy;
import java.util.List;
import java.util.Map;

/// Whether a Stage may promote by itself: the first policy of the Project that fits the Stage decides
/// (controllers.md 8.1).
public sealed interface AutoPromotionPolicy {
    /// It may.
    record On() implements AutoPromotionPolicy {}

    /// It may not: a policy says so, or none fits.
    record Off(Because because) implements AutoPromotionPolicy {}

    /// A policy that was looked at before one fitted cannot be evaluated.
    record Unusable(String why) implements AutoPromotionPolicy {}

    /// Why auto-promotion is off.
    enum Because {
        NO_POLICY_FITS,
        POLICY_SAYS_SO
    }

    /// Looks through the policies of the ProjectConfig (none where there is no ProjectConfig).
    static AutoPromotionPolicy of(List<PromotionPolicy> policies, String stage, Map<String, String> labels) {
        try {
            for (PromotionPolicy policy : policies) {
                if (fits(policy, stage, labels)) {
                    return policy.autoPromotionEnabled() ? new On() : new Off(Because.POLICY_SAYS_SO);
                }
            }
            return new Off(Because.NO_POLICY_FITS);
        } catch (IllegalArgumentException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    /// Labels are only read where the name fits, so that a mistake in them is no mistake elsewhere.
    private static boolean fits(PromotionPolicy policy, String stage, Map<String, String> labels) {
        PolicySelector selector = policy.stageSelector();
        return named(policy.stageName()).matches(stage)
                && (selector == null || labelled(selector).matches(labels));
    }

    private static NamePattern named(String pattern) {
        try {
            return NamePattern.parse(pattern);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "error parsing PromotionPolicy name pattern \"" + pattern + "\": " + e.getMessage(), e);
        }
    }

    private static LabelSelector labelled(PolicySelector selector) {
        try {
            return selector.labelSelector();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("error parsing PromotionPolicy label selector: " + e.getMessage(), e);
        }
    }
}
