package dev.supercargo.expr.run;

import org.jspecify.annotations.Nullable;

/// A piece of a program that computes a value.
@FunctionalInterface
interface Code {
    /// What an optional chain carries once it has met nil.
    enum Absent {
        ABSENT
    }

    @Nullable
    Object run(Run run);

    /// A value known before the program runs.
    record Constant(@Nullable Object value) implements Code {
        @Override
        public @Nullable Object run(Run run) {
            return value;
        }
    }
}
