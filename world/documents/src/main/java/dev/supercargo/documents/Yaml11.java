package dev.supercargo.documents;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads YAML by the rules of version 1.1, as charts and manifests expect (steps.md 5.7): `yes` and `off` are
/// booleans, also as keys; `017` is octal; merge keys are followed; numbers are doubles; dates stay text.
public final class Yaml11 {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUES =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSES =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    /// So many nodes may come from aliases: a small text must not unfold into a huge tree.
    private static final int MAX_UNFOLDED = 1_000_000;

    private final IdentityHashMap<YamlNode, Boolean> open = new IdentityHashMap<>();
    private int nodes;

    private Yaml11() {}

    /// The tree of the first document (`null` where it is empty).
    ///
    /// @throws DocumentException where the text is not YAML or holds a number that is not finite
    public static @Nullable Object parse(String text) {
        Optional<YamlNode> root = YamlReader.first(text);
        return root.isPresent() ? new Yaml11().tree(root.get()) : null;
    }

    private @Nullable Object tree(YamlNode node) {
        if (++nodes > MAX_UNFOLDED) {
            throw new DocumentException("not YAML: the document unfolds into too many nodes");
        }
        if (open.put(node, true) != null) {
            throw new DocumentException("not YAML: an anchor's value contains itself");
        }
        try {
            return switch (node) {
                case YamlNode.Scalar scalar -> value(scalar);
                case YamlNode.Alias alias -> tree(alias.target());
                case YamlNode.Sequence(var items) -> {
                    var list = new ArrayList<@Nullable Object>();
                    items.forEach(item -> list.add(tree(item)));
                    yield list;
                }
                case YamlNode.Mapping(var entries) -> mapping(entries);
            };
        } finally {
            open.remove(node);
        }
    }

    private Map<String, Object> mapping(List<YamlNode.Entry> entries) {
        var own = new LinkedHashMap<String, Object>();
        var merged = new LinkedHashMap<String, Object>();
        for (YamlNode.Entry entry : entries) {
            if (entry.key() instanceof YamlNode.Scalar key
                    && key.style() == YamlNode.Style.PLAIN
                    && key.value().equals("<<")) {
                merge(merged, tree(entry.value()));
            } else {
                Json.putNullable(own, key(tree(entry.key())), tree(entry.value()));
            }
        }
        merged.forEach((key, value) -> {
            if (!own.containsKey(key)) {
                Json.putNullable(own, key, value);
            }
        });
        return own;
    }

    private static void merge(Map<String, Object> into, @Nullable Object source) {
        if (source instanceof List<?> several) {
            several.forEach(one -> merge(into, one));
        } else if (source instanceof Map<?, ?>) {
            Json.asObject(source).forEach((key, value) -> {
                if (!into.containsKey(key)) {
                    Json.putNullable(into, key, value);
                }
            });
        } else {
            throw new DocumentException("not YAML: map merge requires map or sequence of maps as the value");
        }
    }

    private static String key(@Nullable Object key) {
        return switch (key) {
            case Double number -> Numbers.plain(number);
            case Map<?, ?> _, List<?> _ -> throw new DocumentException("not YAML: a key must be a scalar");
            case null, default -> String.valueOf(key);
        };
    }

    private static @Nullable Object value(YamlNode.Scalar scalar) {
        String tag = scalar.tag() == null ? "" : scalar.tag();
        boolean plain = scalar.style() == YamlNode.Style.PLAIN && tag.isEmpty();
        boolean typed = tag.startsWith("tag:yaml.org,2002:") && !tag.endsWith(":str") && !tag.endsWith(":binary");
        return plain || typed ? resolved(scalar.value()) : scalar.value();
    }

    private static @Nullable Object resolved(String text) {
        if (NULLS.contains(text)) {
            return null;
        }
        if (TRUES.contains(text)) {
            return true;
        }
        if (FALSES.contains(text)) {
            return false;
        }
        if (INFINITE.matcher(text).matches()) {
            throw new DocumentException("not JSON: " + text + " cannot be stored");
        }
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return text;
        }
        String digits = text.replace("_", "");
        Double integer = integer(digits);
        if (integer != null) {
            return integer;
        }
        return FLOAT.matcher(digits).matches() ? finite(digits, text) : text;
    }

    private static @Nullable Object finite(String digits, String text) {
        double value = Double.parseDouble(digits);
        return Double.isInfinite(value) ? (Object) text : (Object) value;
    }

    private static @Nullable Double integer(String digits) {
        boolean negative = digits.startsWith("-");
        String bare = (negative || digits.startsWith("+") ? digits.substring(1) : digits).toLowerCase(Locale.ROOT);
        if (bare.isEmpty() || !Character.isDigit(bare.charAt(0))) {
            return null;
        }
        int radix = bare.startsWith("0x") ? 16 : bare.startsWith("0b") ? 2 : bare.startsWith("0") ? 8 : 10;
        int prefix = radix == 16 || radix == 2 || bare.startsWith("0o") ? 2 : 0;
        try {
            double value = new java.math.BigInteger(bare.substring(prefix), radix).doubleValue();
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            return null; // such as 08 or 1.5: perhaps a float
        }
    }
}
