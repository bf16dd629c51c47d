package dev.supercargo.golden;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares a tree that has placeholders with a real one.
final class FlowMatch {
    /// What only Supercargo says (`about` of the file: to be ignored when comparing).
    private static final Set<String> OWN_CONDITIONS = Set.of("AutoPromotion", "Permissions");

    private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]+>");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    private static final Map<String, String> SHAPES = Map.of(
            "<time>", TIME,
            "<now>", TIME,
            "<uid>", "[0-9a-f-]{36}",
            "<alias>", "[a-z]+-[a-z]+",
            "<collection>", "[0-9a-f]{40}",
            "<other 40 hex digits>", "[0-9a-f]{40}");

    private final FlowNames names;

    FlowMatch(FlowNames names) {
        this.names = names;
    }

    /// The first difference.
    Optional<String> difference(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof String text) {
            return text(path, text, actual);
        }
        if (expected instanceof Map<?, ?> map && actual instanceof Map<?, ?> real) {
            return map(path, Json.asObject(map), Json.asObject(real));
        }
        if (expected instanceof List<?> list && actual instanceof List<?> real) {
            return path.endsWith(".conditions") ? conditions(path, list, real) : list(path, list, real);
        }
        return Json.same(expected, actual) ? Optional.empty() : Optional.of(differs(path, expected, actual));
    }

    private Optional<String> text(String path, String expected, @Nullable Object actual) {
        if (expected.equals("<any>")) {
            return Optional.empty();
        }
        if (expected.startsWith("<reference:") && expected.endsWith(">")) {
            return names.reference(expected.substring("<reference:".length(), expected.length() - 1))
                    .map(reference -> difference(path, reference, actual))
                    .orElseGet(() -> Optional.of(path + ": " + expected + " does not exist"));
        }
        if (!(actual instanceof String text)) {
            return Optional.of(differs(path, expected, actual));
        }
        if (expected.equals("<duration>")) {
            return GoDuration.parse(text).isPresent() ? Optional.empty() : Optional.of(differs(path, expected, actual));
        }
        if (expected.startsWith("{") || expected.startsWith("[{")) {
            Optional<Object> wanted = json(expected);
            Optional<Object> real = json(text);
            if (wanted.isPresent() && real.isPresent()) {
                return difference(path, wanted.get(), real.get());
            }
        }
        String regex = expected.startsWith("<like:")
                ? regex(expected.substring("<like:".length(), expected.length() - 1), true)
                : regex(expected, false);
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches()
                ? Optional.empty()
                : Optional.of(differs(path, expected, actual));
    }

    private static Optional<Object> json(String text) {
        try {
            return Optional.ofNullable(Json.parse(text));
        } catch (JsonException _) {
            return Optional.empty();
        }
    }

    /// The regular expression of a text with placeholders.
    private String regex(String text, boolean isRegex) {
        var out = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            String before = text.substring(from, placeholder.start());
            out.append(isRegex ? before : Pattern.quote(before));
            String whole = placeholder.group();
            Optional<String> value = SHAPES.containsKey(whole) ? Optional.empty() : names.value(whole);
            if (value.isPresent()) {
                out.append(Pattern.quote(value.get()));
            } else if (whole.startsWith("<new Promotion of ")) {
                String stage = whole.substring("<new Promotion of ".length(), whole.length() - 1);
                out.append(Pattern.quote(stage)).append("\\.[0-9a-z]{26}\\.[0-9a-f]{7}");
            } else {
                out.append(SHAPES.getOrDefault(whole, Pattern.quote(whole)));
            }
            from = placeholder.end();
        }
        String rest = text.substring(from);
        return out.append(isRegex ? rest : Pattern.quote(rest)).toString();
    }

    private Optional<String> map(String path, Map<String, Object> expected, Map<String, Object> actual) {
        var wanted = new LinkedHashMap<String, Object>();
        for (Map.Entry<String, Object> entry : expected.entrySet()) {
            boolean optional = entry.getKey().endsWith("?");
            String bare = optional ? entry.getKey().substring(0, entry.getKey().length() - 1) : entry.getKey();
            String key = names.resolved(bare).orElse(bare);
            if (!actual.containsKey(key) && !optional) {
                return Optional.of(path + "." + key + ": expected " + Json.print(entry.getValue()) + ", got nothing");
            }
            if (actual.containsKey(key)) {
                Json.putNullable(wanted, key, entry.getValue());
            }
        }
        for (String key : actual.keySet()) {
            if (!wanted.containsKey(key)) {
                return Optional.of(path + "." + key + ": expected nothing, got " + Json.print(actual.get(key)));
            }
        }
        for (Map.Entry<String, Object> entry : wanted.entrySet()) {
            Object real = actual.get(entry.getKey());
            Optional<String> inner = entry.getKey().equals("id") && "<collection>".equals(entry.getValue())
                    ? collection(path, actual)
                    : difference(path + "." + entry.getKey(), entry.getValue(), real);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> collection(String path, Map<String, Object> actual) {
        List<String> freight = Json.object(actual, "items").values().stream()
                .map(item -> Json.text(item, "name").orElse(""))
                .toList();
        String id = FreightName.ofCollection(freight);
        return Json.text(actual, "id").equals(Optional.of(id))
                ? Optional.empty()
                : Optional.of(path + ".id: " + actual.get("id") + " does not fit " + freight);
    }

    private Optional<String> list(String path, List<?> expected, List<?> actual) {
        if (expected.size() != actual.size()) {
            return Optional.of(differs(path, expected, actual));
        }
        for (int i = 0; i < expected.size(); i++) {
            Optional<String> inner = difference(path + "[" + i + "]", expected.get(i), actual.get(i));
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    /// Conditions go by their type; those that the reference does not know are ours.
    private Optional<String> conditions(String path, List<?> expected, List<?> actual) {
        var real = new LinkedHashMap<String, Object>();
        for (Object condition : actual) {
            Json.text(condition, "type")
                    .filter(type -> !OWN_CONDITIONS.contains(type))
                    .ifPresent(type -> real.put(type, condition));
        }
        var wanted = new LinkedHashMap<String, Object>();
        for (Object condition : expected) {
            wanted.put(Json.text(condition, "type").orElse(""), condition);
        }
        return map(path + ":", wanted, real);
    }

    private static String differs(String path, @Nullable Object expected, @Nullable Object actual) {
        return path + ": expected " + Json.print(expected) + ", got " + Json.print(actual);
    }

    /// The value at a dotted path, which steps into lists by index, or by the type of a condition or the alias of a
    /// step.
    static Optional<Object> at(Object tree, String path) {
        Optional<Object> here = Optional.of(tree);
        for (String step : path.split("\\.", -1)) {
            here = here.flatMap(value -> value instanceof List<?> list ? element(list, step) : Json.at(value, step));
        }
        return here;
    }

    private static Optional<Object> element(List<?> list, String step) {
        if (step.matches("\\d+")) {
            int place = Integer.parseInt(step);
            return place < list.size() ? Optional.ofNullable(list.get(place)) : Optional.empty();
        }
        for (Object item : list) {
            if (Json.text(item, "type").equals(Optional.of(step))
                    || Json.text(item, "alias").equals(Optional.of(step))) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }
}
