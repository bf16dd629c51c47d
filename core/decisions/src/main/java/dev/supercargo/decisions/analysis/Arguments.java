package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of a run: found, and put into the metrics (verification.md 3.4).
final class Arguments {
    private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)']");
    private static final Pattern DOTTED = Pattern.compile("metadata\\.(labels|annotations)\\.(.+)");

    private Arguments() {}

    /// The Secrets that the arguments name.
    static List<SecretValue> secrets(Map<String, Object> spec) {
        var keys = new ArrayList<SecretValue>();
        for (Object arg : Json.list(spec, "args")) {
            secret(arg).ifPresent(keys::add);
        }
        return keys;
    }

    /// The value of each argument.
    ///
    /// @throws IllegalArgumentException naming the argument that has none
    static Map<String, String> values(KubeObject run, Map<SecretValue, String> secrets) {
        var values = new LinkedHashMap<String, String>();
        for (Object arg : Json.list(run.view(), "spec", "args")) {
            String name = Json.text(arg, "name").orElse("");
            Optional<String> secret = secret(arg).map(key -> secrets.getOrDefault(key, ""));
            Optional<String> value = secret.or(() -> Json.text(arg, "value"))
                    .or(() ->
                            Json.text(arg, "valueFrom", "fieldRef", "fieldPath").map(path -> field(run, path, name)));
            values.put(
                    name,
                    value.orElseThrow(
                            () -> new IllegalArgumentException("argument \"" + name + "\" was not supplied")));
        }
        return values;
    }

    /// A metric with every `{{args.x}}` replaced. A value stays text, whatever it looks like.
    ///
    /// @throws IllegalArgumentException where a reference leads nowhere
    static MetricSpec put(Map<String, String> values, Object metric) {
        String text = Json.print(metric);
        var out = new StringBuilder();
        String unresolved = "";
        int from = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
            int close = text.indexOf("}}", open + 2);
            if (close < 0) {
                throw new IllegalArgumentException(
                        "cannot find end tag=\"}}\" in the template starting from \"" + text.substring(open) + "\"");
            }
            String reference = text.substring(open + 2, close).trim();
            Optional<String> value = reference.startsWith("args.")
                    ? Optional.ofNullable(values.get(reference.substring("args.".length())))
                    : Optional.empty();
            if (value.isEmpty()) {
                unresolved = text.substring(open, close + 2);
            }
            String quoted = Json.print(value.orElse(""));
            out.append(text, from, open).append(quoted, 1, quoted.length() - 1);
            from = close + 2;
        }
        if (!unresolved.isEmpty()) {
            throw new IllegalArgumentException("failed to resolve " + unresolved);
        }
        return new MetricSpec(Json.parseObject(out.append(text.substring(from)).toString()));
    }

    private static Optional<SecretValue> secret(Object arg) {
        return Json.at(arg, "valueFrom", "secretKeyRef")
                .map(ref -> new SecretValue(
                        Json.text(ref, "name").orElse(""), Json.text(ref, "key").orElse("")));
    }

    private static String field(KubeObject run, String path, String argument) {
        Matcher member = SUBSCRIPT.matcher(path).matches() ? SUBSCRIPT.matcher(path) : DOTTED.matcher(path);
        if (member.matches()) {
            var map = member.group(1).equals("labels") ? run.labels() : run.annotations();
            return map.getOrDefault(member.group(2), "");
        }
        if (Set.of("metadata.name", "metadata.namespace", "metadata.uid").contains(path)) {
            return Json.text(run.view(), path.split("\\.", -1)).orElse("");
        }
        throw new IllegalArgumentException(
                "fieldRef \"" + path + "\" of argument \"" + argument + "\" cannot be resolved on an AnalysisRun");
    }
}
