package dev.supercargo.expr.value;

/// How deep nested values are walked; deeper ones are refused rather than allowed to exhaust the stack.
final class Depth {
    /// Levels of lists and maps; documents are read to 1,000.
    static final int MAX = 1_000;

    private Depth() {}

    static void check(int depth) {
        if (depth > MAX) {
            throw new ValueException("recursion depth exceeded");
        }
    }
}
