package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The annotation in which kubectl's client-side apply remembers what it applied, and the way from there to
/// apply on the server (`kubernetes-api.md` 5.5, last paragraph).
final class LastApplied {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int LONGEST = 262_144;

    private LastApplied() {}

    /// The fields that the annotation has with the value that the object still has: nobody has changed them
    /// since, so that kubectl may take them over without asking.
    static FieldSet unchangedFields(SchemaNode root, Map<String, Object> live) {
        Optional<Map<String, Object>> remembered = annotation(live).flatMap(LastApplied::parsed);
        if (remembered.isEmpty()) {
            return FieldSet.EMPTY;
        }
        FieldSet applied = Places.claimed(root, remembered.get());
        Difference difference = Difference.between(root, remembered.get(), live);
        return applied.minus(difference.modified()).minus(difference.removed());
    }

    private static Optional<Map<String, Object>> parsed(String text) {
        try {
            return Optional.of(Json.parseObject(text));
        } catch (JsonException e) {
            return Optional.empty(); // somebody else's text: it allows nothing
        }
    }

    /// Writes the configuration into the annotation, if the stored object has one. The result belongs to the
    /// caller.
    static void refresh(Map<String, Object> live, Map<String, Object> config, Map<String, Object> result) {
        if (annotation(live).isEmpty()) {
            return;
        }
        Map<String, Object> remembered = Json.copy(config);
        Map<String, Object> annotations = Json.object(remembered, "metadata", "annotations");
        if (annotations.containsKey(ANNOTATION)) {
            annotations.remove(ANNOTATION);
        }
        String text = Json.print(sorted(remembered)) + "\n";
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            Map<String, Object> kept = Json.object(result, "metadata", "annotations");
            if (kept.containsKey(ANNOTATION)) {
                kept.remove(ANNOTATION);
            }
        } else {
            Json.put(result, text, "metadata", "annotations", ANNOTATION);
        }
    }

    private static Optional<String> annotation(Map<String, Object> object) {
        return Json.text(object, "metadata", "annotations", ANNOTATION);
    }

    private static @Nullable Object sorted(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var sorted = new LinkedHashMap<String, Object>();
                new TreeMap<>(Json.asObject(map)).forEach((key, value) -> Json.putNullable(sorted, key, sorted(value)));
                yield sorted;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            case null, default -> tree;
        };
    }
}
