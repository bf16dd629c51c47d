package dev.supercargo.decisions.health;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The configuration of a check of Argo CD Applications, or in which way it is none.
sealed interface ArgoCheckInput {
    record Apps(List<App> apps) implements ArgoCheckInput {}

    /// `why` is worded like the decoder's error of the reference, as users search for it.
    record Malformed(String why) implements ArgoCheckInput {}

    /// One Application and the revisions that it should have (an empty one: any).
    record App(String name, String namespace, List<String> desiredRevisions) {
        ObjectKey key(String defaultNamespace) {
            return new ObjectKey(namespace.isEmpty() ? defaultNamespace : namespace, name);
        }

        boolean wishes() {
            return desiredRevisions.stream().anyMatch(revision -> !revision.isEmpty());
        }
    }

    static ArgoCheckInput parse(Map<String, Object> config) {
        Object apps = config.get("apps");
        if (apps == null) {
            return new Apps(List.of());
        }
        if (!(apps instanceof List<?> list)) {
            return mismatch(apps, "apps", "[]builtin.ArgoCDAppHealthCheck");
        }
        var parsed = new ArrayList<App>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?>)) {
                return mismatch(item, "apps", "builtin.ArgoCDAppHealthCheck");
            }
            for (String field : List.of("name", "namespace")) {
                Optional<Object> value = Json.at(item, field);
                if (value.isPresent() && !(value.get() instanceof String)) {
                    return mismatch(value.get(), "apps." + field, "string");
                }
            }
            Optional<Object> wishes = Json.at(item, "desiredRevisions");
            if (wishes.isPresent() && !(wishes.get() instanceof List<?>)) {
                return mismatch(wishes.get(), "apps.desiredRevisions", "[]string");
            }
            var revisions = new ArrayList<String>();
            for (Object revision : Json.list(item, "desiredRevisions")) {
                if (!(revision instanceof String text)) {
                    return mismatch(revision, "apps.desiredRevisions", "string");
                }
                revisions.add(text);
            }
            parsed.add(new App(
                    Json.text(item, "name").orElse(""),
                    Json.text(item, "namespace").orElse(""),
                    List.copyOf(revisions)));
        }
        return new Apps(List.copyOf(parsed));
    }

    private static Malformed mismatch(@Nullable Object value, String field, String type) {
        String kind = value instanceof Boolean ? "bool" : Json.kindOf(value);
        return new Malformed("json: cannot unmarshal " + kind + " into Go struct field ArgoCDHealthInput." + field
                + " of type " + type);
    }
}
