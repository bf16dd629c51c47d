package dev.supercargo.kube.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every history of writes.
class ApplyPropertiesTest {
    private static final StructuralSchema SCHEMA = StructuralSchema.of(Json.asObject(Yaml.parse("""
            type: object
            properties:
              spec:
                type: object
                properties:
                  a: {type: integer}
                  m: {type: object, additionalProperties: {type: integer}}
                  s: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                  x: {type: array, items: {type: integer}}
                  l:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [k]
                    items: {type: object, properties: {k: {type: string}, v: {type: integer}}}
            """)));
    private static final FieldOwnership OWNERSHIP = new FieldOwnership(SCHEMA, false, Tracking.EVERYTHING);

    private static Map<String, Object> object(Random random) {
        var spec = new LinkedHashMap<String, Object>();
        if (random.nextBoolean()) {
            spec.put("a", (long) random.nextInt(3));
        }
        if (random.nextBoolean()) {
            var map = new LinkedHashMap<String, Object>();
            atLeastOne(random).forEach(key -> map.put(key, (long) random.nextInt(2)));
            spec.put("m", map);
        }
        if (random.nextBoolean()) {
            spec.put("s", new ArrayList<Object>(atLeastOne(random)));
        }
        if (random.nextBoolean()) {
            spec.put("x", new ArrayList<Object>(List.of((long) random.nextInt(2))));
        }
        if (random.nextBoolean()) {
            var list = new ArrayList<Object>();
            for (String key : atLeastOne(random)) {
                var element = new LinkedHashMap<String, Object>();
                element.put("k", key);
                if (random.nextBoolean()) {
                    element.put("v", (long) random.nextInt(2));
                }
                list.add(element);
            }
            spec.put("l", list);
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("apiVersion", "v1");
        object.put("kind", "X");
        Json.put(object, "n", "metadata", "name");
        object.put("spec", spec);
        return object;
    }

    private static List<String> some(Random random) {
        var some = new ArrayList<>(List.of("p", "q", "r", "t"));
        java.util.Collections.shuffle(some, random);
        return some.subList(0, random.nextInt(4));
    }

    /// An applied empty list claims nothing, so that it may vanish with the elements that were applied
    /// before.
    private static List<String> atLeastOne(Random random) {
        List<String> some = some(random);
        return some.isEmpty() ? List.of("p") : some;
    }

    private static Writer by(String manager, int second) {
        return new Writer(manager, "v1", "", Instant.ofEpochSecond(second));
    }

    /// Applying twice is applying once; everything applied with force is there afterwards; nobody owns what
    /// is not there; the sets survive being written and read.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void holdForHistories(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            Map<String, Object> live = OWNERSHIP.created(object(random), by("maker", 0));
            for (int step = 1; step < 12; step++) {
                String as = "seed " + seed + " round " + round + " step " + step;
                String manager = "m" + random.nextInt(3);
                Map<String, Object> wish = object(random);
                if (random.nextInt(3) == 0) {
                    Json.put(wish, Json.list(live, "metadata", "managedFields"), "metadata", "managedFields");
                    live = OWNERSHIP.updated(live, wish, by(manager, step));
                    assertThat(Places.sameContent(live, wish)).as(as).isTrue();
                } else {
                    live = applied(live, wish, manager, step, as);
                }
                nobodyOwnsWhatIsNotThere(live, as);
            }
        }
    }

    private static Map<String, Object> applied(
            Map<String, Object> live, Map<String, Object> wish, String manager, int step, String as) {
        boolean conflicts = conflicts(live, wish, manager, step);
        Map<String, Object> after = decoded(OWNERSHIP.applied(Optional.of(live), wish, by(manager, step), true));
        FieldSet missing =
                Places.claimed(SchemaNode.root(SCHEMA), wish).minus(Places.claimed(SchemaNode.root(SCHEMA), after));
        assertThat(missing.intersection(notContainers()).shown()).as(as).isEmpty();
        assertThat(Difference.between(SchemaNode.root(SCHEMA), after, Merge.of(SchemaNode.root(SCHEMA), after, wish))
                        .isNone())
                .as(as)
                .isTrue();
        assertThat(decoded(OWNERSHIP.applied(Optional.of(after), wish, by(manager, step + 100), false)))
                .as(as)
                .isEqualTo(after);
        if (!conflicts) {
            assertThat(decoded(OWNERSHIP.applied(Optional.of(live), wish, by(manager, step), false)))
                    .as(as)
                    .isEqualTo(after);
        }
        return after;
    }

    private static Map<String, Object> decoded(Map<String, Object> object) {
        HistoriesTest.dropNulls(object);
        return object;
    }

    private static boolean conflicts(Map<String, Object> live, Map<String, Object> wish, String manager, int step) {
        try {
            OWNERSHIP.applied(Optional.of(live), wish, by(manager, step), false);
            return false;
        } catch (ApiError e) {
            assertThat(e.code()).isEqualTo(409);
            return true;
        }
    }

    /// Everything; a container that was empty may have got content.
    private static FieldSet notContainers() {
        var builder = new FieldSet.Builder();
        var spec = builder.below(new PathElement.Field("spec"));
        spec.add(new PathElement.Field("a"));
        spec.add(new PathElement.Field("x"));
        for (String key : List.of("p", "q", "r", "t")) {
            spec.below(new PathElement.Field("m")).add(new PathElement.Field(key));
            spec.below(new PathElement.Field("s")).add(new PathElement.Value(key));
            spec.below(new PathElement.Field("l")).add(new PathElement.Key(Map.of("k", key)));
        }
        return builder.build();
    }

    private static void nobodyOwnsWhatIsNotThere(Map<String, Object> live, String as) {
        var builder = new FieldSet.Builder();
        Places.addAll(SchemaNode.root(SCHEMA), live, builder);
        FieldSet there = builder.build();
        Managers managers =
                Managers.of(Json.list(live, "metadata", "managedFields")).orElseThrow();
        assertThat(managers.everything()
                        .minus(there)
                        .intersection(notContainers())
                        .shown())
                .as(as)
                .isEmpty();
        assertThat(FieldSet.of(managers.everything().tree())).as(as).contains(managers.everything());
    }
}
