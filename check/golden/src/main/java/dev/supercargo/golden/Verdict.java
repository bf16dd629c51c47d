package dev.supercargo.golden;

/// What became of one case.
public sealed interface Verdict {
    /// Supercargo does what is expected.
    record Passed() implements Verdict {}

    /// It does something else; `difference` is the first difference, with its path.
    record Failed(String difference) implements Verdict {}

    /// A *kind* of case that belongs to later work (decided by kind, never by id).
    record Unsupported(String kind) implements Verdict {}

    static Verdict passed() {
        return new Passed();
    }

    static Verdict failed(String difference) {
        return new Failed(difference);
    }

    static Verdict unsupported(String kind) {
        return new Unsupported(kind);
    }

    /// Passed where two trees mean the same, else failed with the first difference.
    static Verdict compare(
            @org.jspecify.annotations.Nullable Object expected, @org.jspecify.annotations.Nullable Object actual) {
        return Difference.first("", expected, actual).<Verdict>map(Failed::new).orElseGet(Passed::new);
    }
}
