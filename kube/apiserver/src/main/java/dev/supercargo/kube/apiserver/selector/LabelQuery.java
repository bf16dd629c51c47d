package dev.supercargo.kube.apiserver.selector;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A `labelSelector`: all terms must hold.
public record LabelQuery(List<Term> terms) {
    /// One condition on one label.
    public sealed interface Term {
        String key();

        record In(String key, List<String> values) implements Term {}

        record NotIn(String key, List<String> values) implements Term {}

        record Exists(String key) implements Term {}

        record Absent(String key) implements Term {}

        record Greater(String key, long than) implements Term {}

        record Less(String key, long than) implements Term {}
    }

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    public LabelQuery {
        terms = List.copyOf(terms);
    }

    /// Reads a parameter; empty text selects everything.
    ///
    /// @throws ApiError 400 when the text is no selector
    public static LabelQuery parse(String text) {
        return new LabelQuery(new LabelQueryParser(text).parse());
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /// Whether labels (a tree of texts) match.
    public boolean matches(Map<String, Object> labels) {
        for (Term term : terms) {
            if (!holds(term, labels.get(term.key()) instanceof String value ? value : null)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Term term, @org.jspecify.annotations.Nullable String value) {
        return switch (term) {
            case Term.In in -> value != null && in.values().contains(value);
            case Term.NotIn out -> value == null || !out.values().contains(value);
            case Term.Exists _ -> value != null;
            case Term.Absent _ -> value == null;
            case Term.Greater greater ->
                value != null && INTEGER.matcher(value).matches() && Long.parseLong(value) > greater.than();
            case Term.Less less ->
                value != null && INTEGER.matcher(value).matches() && Long.parseLong(value) < less.than();
        };
    }

    static boolean isInteger(String value) {
        return INTEGER.matcher(value).matches();
    }

    static List<Term> none() {
        return new ArrayList<>();
    }
}
