package dev.supercargo.analysis.path;

import java.util.List;
import java.util.Optional;

/// One step of a path: from values to values.
sealed interface Step {
    /// Members of objects by name; one that none of the values has is an error.
    record Member(List<String> names) implements Step {}

    /// Elements of lists by place; negative ones count from the end.
    record Element(List<Integer> places) implements Step {}

    /// A stretch of a list.
    record Slice(Optional<Integer> from, Optional<Integer> to, int stride) implements Step {}

    /// All members or elements.
    record All() implements Step {}

    /// The values themselves and everything inside them.
    record Descend() implements Step {}

    /// The elements for which a comparison holds.
    record Filter(Operand left, String operator, Operand right) implements Step {}

    /// One side of a comparison.
    sealed interface Operand {
        /// Where the path leads from the element.
        record Path(List<Step> steps) implements Operand {}

        /// A text, number or boolean.
        record Constant(Object value) implements Operand {}

        /// Nothing: the comparison is about existence.
        record None() implements Operand {}
    }
}
