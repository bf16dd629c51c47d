package dev.supercargo.golden;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares answers with what a case expects, with the special values that the file explains.
final class Expectation {
    private static final String ANY = "<any>";
    private static final String ABSENT = "<absent>";
    private static final Pattern NEWER = Pattern.compile("<newer:(\\d+)>");
    private static final Set<String> IGNORED = Set.of("managedFields", "storageVersionHash");

    private Expectation() {}

    /// The first difference between an answer and an expectation, or empty; warnings that are not expected are one.
    static Optional<String> difference(Map<String, Object> expect, Answer answer) {
        if (!Objects.equals(expect.get("status"), (long) answer.status())) {
            return Optional.of("status: expected " + expect.get("status") + ", got " + answer.status() + " "
                    + shortened(answer.text()));
        }
        Map<String, Object> headers = Json.object(expect, "headers");
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            Optional<String> difference = header(header.getKey(), header.getValue(), answer);
            if (difference.isPresent()) {
                return difference;
            }
        }
        if (!headers.containsKey("Warning") && answer.headers().containsKey("Warning")) {
            return Optional.of("unexpected warnings " + answer.headers().get("Warning"));
        }
        if (expect.get("text") instanceof String text && !text(text, answer.text())) {
            return Optional.of("text: expected " + text + ", got " + shortened(answer.text()));
        }
        if (expect.containsKey("body")) {
            boolean exact = Boolean.TRUE.equals(expect.get("exact"));
            return difference(expect.get("body"), answer.body(), exact);
        }
        return Optional.empty();
    }

    private static Optional<String> header(String name, @Nullable Object wanted, Answer answer) {
        List<String> values = answer.headers().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        if (ABSENT.equals(wanted)) {
            return values.isEmpty() ? Optional.empty() : Optional.of("header " + name + " should be absent");
        }
        List<Object> list = wanted instanceof List<?> ? Json.asList(wanted) : List.of(Objects.requireNonNull(wanted));
        boolean equal = list.size() == values.size();
        for (int i = 0; equal && i < list.size(); i++) {
            equal = text(String.valueOf(list.get(i)), values.get(i));
        }
        return equal
                ? Optional.empty()
                : Optional.of("header " + name + ": expected " + Json.print(wanted) + ", got " + values);
    }

    /// The first difference between two trees.
    static Optional<String> difference(@Nullable Object wanted, @Nullable Object got, boolean exact) {
        return difference("", wanted, got, exact);
    }

    private static Optional<String> difference(
            String path, @Nullable Object wanted, @Nullable Object got, boolean exact) {
        return switch (wanted) {
            case String text -> text(path, text, got);
            case Map<?, ?> map
            when map.containsKey("<contains>") -> contains(path, Json.asList(map.get("<contains>")), got, exact);
            case Map<?, ?> map
            when map.containsKey("<unordered>") -> unordered(path, Json.asList(map.get("<unordered>")), got, exact);
            case Map<?, ?> map
            when got instanceof List<?> list && isIndexed(map) -> indexed(path, Json.asObject(map), list, exact);
            case Map<?, ?> map -> object(path, Json.asObject(map), got, exact);
            case List<?> list -> list(path, list, got, exact);
            case null -> got == null ? Optional.empty() : differs(path, null, got);
            default -> wanted.equals(got) ? Optional.empty() : differs(path, wanted, got);
        };
    }

    private static Optional<String> text(String path, String wanted, @Nullable Object got) {
        Matcher newer = NEWER.matcher(wanted);
        if (newer.matches()) {
            boolean ok = got instanceof String text
                    && text.matches("\\d+")
                    && new java.math.BigInteger(text).compareTo(new java.math.BigInteger(newer.group(1))) > 0;
            return ok ? Optional.empty() : differs(path, wanted, got);
        }
        if (wanted.equals(ANY)) {
            return Optional.empty();
        }
        return got instanceof String text && text(wanted, text) ? Optional.empty() : differs(path, wanted, got);
    }

    private static boolean text(String wanted, String got) {
        if (!wanted.contains(ANY)) {
            return wanted.equals(got);
        }
        String pattern = java.util.Arrays.stream(wanted.split(ANY, -1))
                .map(Pattern::quote)
                .collect(java.util.stream.Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(got).matches();
    }

    private static Optional<String> object(
            String path, Map<String, Object> wanted, @Nullable Object got, boolean exact) {
        if (!(got instanceof Map<?, ?>)) {
            return differs(path, wanted, got);
        }
        Map<String, Object> map = Json.asObject(got);
        for (Map.Entry<String, Object> entry : wanted.entrySet()) {
            String here = path + "." + entry.getKey();
            if (ABSENT.equals(entry.getValue())) {
                if (map.containsKey(entry.getKey())) {
                    return differs(here, ABSENT, map.get(entry.getKey()));
                }
            } else if (!map.containsKey(entry.getKey())) {
                return Optional.of(here + ": expected " + Json.print(entry.getValue()) + ", got nothing");
            } else {
                Optional<String> inner = difference(here, entry.getValue(), map.get(entry.getKey()), exact);
                if (inner.isPresent()) {
                    return inner;
                }
            }
        }
        if (exact) {
            for (String key : map.keySet()) {
                if (!wanted.containsKey(key) && !IGNORED.contains(key)) {
                    return Optional.of(path + "." + key + ": expected nothing, got " + Json.print(map.get(key)));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> list(String path, List<?> wanted, @Nullable Object got, boolean exact) {
        if (!(got instanceof List<?> list) || list.size() != wanted.size()) {
            return differs(path, wanted, got);
        }
        for (int i = 0; i < wanted.size(); i++) {
            Optional<String> inner = difference(path + "[" + i + "]", wanted.get(i), list.get(i), exact);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static boolean isIndexed(Map<?, ?> map) {
        return !map.isEmpty()
                && map.keySet().stream().allMatch(key -> String.valueOf(key).matches("\\d+"));
    }

    private static Optional<String> indexed(String path, Map<String, Object> wanted, List<?> got, boolean exact) {
        for (Map.Entry<String, Object> entry : wanted.entrySet()) {
            int index = Integer.parseInt(entry.getKey());
            String here = path + "[" + index + "]";
            if (ABSENT.equals(entry.getValue())) {
                if (index < got.size()) {
                    return differs(here, ABSENT, got.get(index));
                }
                continue;
            }
            if (index >= got.size()) {
                return Optional.of(here + ": expected " + Json.print(entry.getValue()) + ", got nothing");
            }
            Optional<String> inner = difference(here, entry.getValue(), got.get(index), exact);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> contains(String path, List<Object> wanted, @Nullable Object got, boolean exact) {
        if (!(got instanceof List<?> list)) {
            return differs(path, wanted, got);
        }
        for (Object item : wanted) {
            if (list.stream()
                    .noneMatch(other -> difference(path, item, other, exact).isEmpty())) {
                return Optional.of(path + ": nothing like " + Json.print(item) + " in " + shortened(Json.print(list)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unordered(String path, List<Object> wanted, @Nullable Object got, boolean exact) {
        if (!(got instanceof List<?> list) || list.size() != wanted.size()) {
            return differs(path, wanted, got);
        }
        var left = new ArrayList<@Nullable Object>(list);
        for (Object item : wanted) {
            int found = -1;
            for (int i = 0; i < left.size() && found < 0; i++) {
                found = difference(path, item, left.get(i), exact).isEmpty() ? i : -1;
            }
            if (found < 0) {
                return Optional.of(path + ": nothing like " + Json.print(item) + " in " + Json.print(list));
            }
            left.remove(found);
        }
        return Optional.empty();
    }

    private static Optional<String> differs(String path, @Nullable Object wanted, @Nullable Object got) {
        return Optional.of(path + ": expected " + Json.print(wanted) + ", got " + Json.print(got));
    }

    private static String shortened(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }
}
