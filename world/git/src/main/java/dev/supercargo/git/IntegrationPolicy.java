package dev.supercargo.git;

import java.util.Optional;

/// How commits that others have pushed meanwhile are integrated before a push.
public enum IntegrationPolicy {
    /// Rebase, whoever signed what.
    ALWAYS_REBASE("AlwaysRebase"),
    /// Rebase where no signature is lost or made up by it, else merge.
    REBASE_OR_MERGE("RebaseOrMerge"),
    /// Rebase where no signature is lost or made up by it, else give up.
    REBASE_OR_FAIL("RebaseOrFail"),
    /// Merge.
    ALWAYS_MERGE("AlwaysMerge");

    private final String text;

    IntegrationPolicy(String text) {
        this.text = text;
    }

    /// The policy that a text names; the empty text names the usual one.
    public static Optional<IntegrationPolicy> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(ALWAYS_REBASE);
        }
        for (IntegrationPolicy policy : values()) {
            if (policy.text.equals(text)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
