package dev.supercargo.kube.apiserver.selector;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A `fieldSelector`: all terms must hold.
public record FieldQuery(List<Term> terms) {
    /// One field, equal or unequal to a value.
    public record Term(String field, boolean equal, String value) {}

    public FieldQuery {
        terms = List.copyOf(terms);
    }

    /// Reads a parameter; empty text selects everything.
    ///
    /// @throws ApiError 400 when the text is no selector
    public static FieldQuery parse(String text) {
        var terms = new ArrayList<Term>();
        for (String part : split(text)) {
            if (part.isEmpty()) {
                continue;
            }
            Term term = term(part)
                    .orElseThrow(() ->
                            ApiError.badRequest("invalid selector: '" + text + "'; can't understand '" + part + "'"));
            if (!(term.field().isEmpty() && term.value().isEmpty())) { // `=` alone selects everything
                terms.add(term);
            }
        }
        return new FieldQuery(terms);
    }

    /// The value that a field must have, if the selector demands exactly one.
    public Optional<String> exact(String field) {
        List<Term> about = terms.stream().filter(t -> t.field().equals(field)).toList();
        return about.size() == 1 && about.getFirst().equal()
                ? Optional.of(about.getFirst().value())
                : Optional.empty();
    }

    /// Whether an object matches, given the values of its fields.
    public boolean matches(UnaryOperator<String> valueOf) {
        for (Term term : terms) {
            if (valueOf.apply(term.field()).equals(term.value()) != term.equal()) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    private static Optional<Term> term(String text) {
        for (int i = 0; i < text.length(); i++) {
            String rest = text.substring(i);
            if (rest.startsWith("!=")) {
                return Optional.of(new Term(text.substring(0, i), false, unescaped(text.substring(i + 2))));
            }
            if (rest.startsWith("==")) {
                return Optional.of(new Term(text.substring(0, i), true, unescaped(text.substring(i + 2))));
            }
            if (rest.startsWith("=")) {
                return Optional.of(new Term(text.substring(0, i), true, unescaped(text.substring(i + 1))));
            }
        }
        return Optional.empty();
    }

    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String unescaped(String value) {
        var out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
                if (next != '\\' && next != ',' && next != '=') {
                    throw ApiError.badRequest("invalid field selector: invalid escape sequence: "
                            + value.substring(i, Math.min(i + 2, value.length())));
                }
                out.append(next);
                i++;
            } else if (c == ',' || c == '=') {
                throw ApiError.badRequest("invalid field selector: unescaped character in value: " + (int) c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
