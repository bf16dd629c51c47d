package dev.supercargo.kube.apiserver.request;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// YAML as the Kubernetes API reads it (kubernetes-api.md 1.6): version 1.1, so that `yes` is a boolean and
/// `0x10` is 16, and repeated keys, of which the last counts.
///
/// @param tree the single document; null where the text is empty
/// @param repeated one remark for each repeated key: `line 6: key "size" already set in map`
public record LooseYaml(@Nullable Object tree, List<String> repeated) {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(16 * 1024 * 1024)
            .setMaxAliasesForCollections(1_000)
            .build();
    private static final DumpSettings PRINTED = DumpSettings.builder()
            .setWidth(1 << 20)
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .build();
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}");
    private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");
    private static final Set<String> FALSE = Set.of("n", "no", "false", "off");
    private static final Pattern WORD = Pattern.compile("[a-z]+|[A-Z][a-z]*|[A-Z]+");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0x[0-9a-fA-F_]+|0b[01_]+|0o?[0-7_]*|[1-9][0-9_]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /// Reads a text of at most one document.
    ///
    /// @throws JsonException when it is no YAML
    public static LooseYaml parse(String text) {
        try {
            var repeated = new ArrayList<String>();
            Object tree = new Compose(SETTINGS)
                    .composeString(text)
                    .map(node -> new Holder(value(node, repeated)))
                    .orElse(new Holder(null))
                    .value();
            return new LooseYaml(tree, repeated);
        } catch (YamlEngineException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }

    /// Block-style text of a tree, keys sorted. Texts that readers of YAML 1.1 would take for something else
    /// are quoted.
    public static String print(@Nullable Object tree) {
        var out = new StringBuilder();
        new Dump(PRINTED).dumpNode(node(tree), new StreamDataWriter() {
            @Override
            public void write(String text) {
                out.append(text);
            }

            @Override
            public void write(String text, int from, int length) {
                out.append(text, from, from + length);
            }
        });
        return out.toString();
    }

    private static Node node(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var tuples = new ArrayList<NodeTuple>();
                new TreeMap<>(Json.asObject(map))
                        .forEach((key, value) -> tuples.add(new NodeTuple(text(key), node(value))));
                FlowStyle style = tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
                yield new MappingNode(Tag.MAP, tuples, style);
            }
            case List<?> list -> {
                List<Node> items = list.stream().map(LooseYaml::node).toList();
                yield new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case String text -> text(text);
            case Boolean flag -> new ScalarNode(Tag.BOOL, flag.toString(), ScalarStyle.PLAIN);
            case null -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            default -> number(Json.print(tree));
        };
    }

    private static Node number(String text) {
        boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        return new ScalarNode(whole ? Tag.INT : Tag.FLOAT, text, ScalarStyle.PLAIN);
    }

    private static Node text(String text) {
        boolean misread =
                !(plain(text) instanceof String) || TIMESTAMP.matcher(text).lookingAt();
        ScalarStyle style =
                misread ? ScalarStyle.DOUBLE_QUOTED : text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
        return new ScalarNode(Tag.STR, text, style);
    }

    /// A value that may be null, where an Optional cannot hold it.
    private record Holder(@Nullable Object value) {}

    private static @Nullable Object value(Node node, List<String> repeated) {
        return switch (node) {
            case MappingNode mapping -> map(mapping, repeated);
            case SequenceNode sequence -> {
                var list = new ArrayList<@Nullable Object>();
                sequence.getValue().forEach(item -> list.add(value(item, repeated)));
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new JsonException("unexpected " + node.getNodeType());
        };
    }

    private static Map<String, Object> map(MappingNode mapping, List<String> repeated) {
        var map = new LinkedHashMap<String, Object>();
        var merged = new LinkedHashMap<String, Object>();
        for (NodeTuple tuple : mapping.getValue()) {
            Object key = value(tuple.getKeyNode(), repeated);
            Object value = value(tuple.getValueNode(), repeated);
            if ("<<".equals(key) && tuple.getKeyNode() instanceof ScalarNode plain && isPlain(plain)) {
                merge(value, merged);
                continue;
            }
            String name = key instanceof String text ? text : Json.print(key);
            if (map.containsKey(name)) {
                int line = tuple.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
                repeated.add("line " + line + ": key \"" + name + "\" already set in map");
            }
            Json.putNullable(map, name, value);
        }
        merged.forEach(map::putIfAbsent);
        return map;
    }

    private static void merge(@Nullable Object from, Map<String, Object> into) {
        if (from instanceof Map<?, ?> map) {
            Json.asObject(map).forEach(into::putIfAbsent);
        } else if (from instanceof List<?> list) {
            list.forEach(item -> merge(item, into));
        }
    }

    private static boolean isPlain(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN;
    }

    private static @Nullable Object scalar(ScalarNode node) {
        return isPlain(node) ? plain(node.getValue()) : node.getValue();
    }

    static @Nullable Object plain(String text) {
        if (text.isEmpty() || text.equals("~") || (isWord(text) && text.equalsIgnoreCase("null"))) {
            return null;
        }
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (isWord(text) && TRUE.contains(lower)) {
            return true;
        }
        if (isWord(text) && FALSE.contains(lower)) {
            return false;
        }
        if (INTEGER.matcher(text).matches()) {
            try {
                return integer(text.replace("_", ""));
            } catch (NumberFormatException e) {
                return Double.valueOf(text.replace("_", "")); // beyond 64 bits
            }
        }
        return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }

    /// `yes`, `Yes` or `YES`, but not `yEs`.
    private static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    private static long integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        long number;
        if (digits.startsWith("0x")) {
            number = Long.parseLong(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            number = Long.parseLong(digits.substring(2), 2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            number = Long.parseLong(digits.startsWith("0o") ? digits.substring(2) : digits, 8);
        } else {
            number = Long.parseLong(digits);
        }
        return negative ? -number : number;
    }
}
