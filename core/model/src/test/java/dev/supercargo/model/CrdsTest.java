package dev.supercargo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The records and the definitions say the same, in both directions.
class CrdsTest {
    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Kinds.PROJECT, Project.class),
                Arguments.of(Kinds.PROJECT_CONFIG, ProjectConfig.class),
                Arguments.of(Kinds.CLUSTER_CONFIG, ClusterConfig.class),
                Arguments.of(Kinds.WAREHOUSE, Warehouse.class),
                Arguments.of(Kinds.FREIGHT, Freight.class),
                Arguments.of(Kinds.STAGE, Stage.class),
                Arguments.of(Kinds.PROMOTION, Promotion.class),
                Arguments.of(Kinds.PROMOTION_REQUEST, PromotionRequest.class),
                Arguments.of(Kinds.PROMOTION_TASK, PromotionTask.class),
                Arguments.of(Kinds.CLUSTER_PROMOTION_TASK, ClusterPromotionTask.class),
                Arguments.of(Kinds.TARGET, Target.class),
                Arguments.of(Kinds.ANALYSIS_TEMPLATE, AnalysisTemplate.class),
                Arguments.of(Kinds.CLUSTER_ANALYSIS_TEMPLATE, ClusterAnalysisTemplate.class),
                Arguments.of(Kinds.ANALYSIS_RUN, AnalysisRun.class));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void namesAndScopeAreThoseOfTheKind(ResourceType type, Class<?> ignored) {
        Map<String, Object> crd = Crds.bundled(type);
        assertThat(Json.text(crd, "metadata", "name")).contains(type.toString());
        assertThat(Json.text(crd, "spec", "group")).contains(type.group());
        assertThat(Json.text(crd, "spec", "names", "kind")).contains(type.kind());
        assertThat(Json.text(crd, "spec", "names", "plural")).contains(type.plural());
        assertThat(Json.text(crd, "spec", "scope")).contains(type.namespaced() ? "Namespaced" : "Cluster");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recordAndSchemaAgree(ResourceType type, Class<?> record) {
        Map<String, Object> properties = Json.object(schema(type), "properties");
        var differences = new ArrayList<String>();
        assertThat(properties.keySet()).contains("apiVersion", "kind", "metadata");
        var own = new TreeSet<>(properties.keySet());
        own.removeAll(Set.of("apiVersion", "kind"));
        compareFields(type.kind(), record, own, schema(type), differences);
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everythingIsDescribed(ResourceType type, Class<?> ignored) {
        var silent = new ArrayList<String>();
        collectSilent(type.kind(), schema(type), silent);
        assertThat(silent).isEmpty();
    }

    @Test
    void everyKindIsBundledOnce() {
        assertThat(Crds.bundled().stream()
                        .map(crd -> Json.text(crd, "metadata", "name").orElse("")))
                .doesNotHaveDuplicates()
                .hasSize((int) kinds().count());
    }

    private static Map<String, Object> schema(ResourceType type) {
        Object version = Json.list(Crds.bundled(type), "spec", "versions").getFirst();
        return Json.object(version, "schema", "openAPIV3Schema");
    }

    private static void compareFields(
            String path, Class<?> record, Set<String> properties, Map<String, Object> schema, List<String> out) {
        List<Shape.Field> fields = Shape.of(record).fields();
        var names = new TreeSet<String>();
        fields.forEach(field -> names.add(field.name()));
        if (!names.equals(properties)) {
            out.add(path + ": record has " + names + ", schema has " + properties);
        }
        List<Object> required = Json.list(schema, "required");
        for (Shape.Field field : fields) {
            String here = path + "." + field.name();
            if (field.component().getType() == Metadata.class) {
                continue;
            }
            if (required.contains(field.name())
                    && !field.required()
                    && !field.component().getType().isRecord()) {
                out.add(here + ": required by the schema only");
            }
            if (field.required() && !required.contains(field.name())) {
                out.add(here + ": required by the record only");
            }
            compare(here, field.type(), Json.object(schema, "properties", field.name()), out);
        }
    }

    private static void compare(String path, Type type, Map<String, Object> schema, List<String> out) {
        if (type == Object.class) {
            return; // any JSON: the schema may say more
        }
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            Type item = generic.getActualTypeArguments()[list ? 0 : 1];
            expect(path, schema, list ? "array" : "object", "", out);
            compare(path + "[]", item, Json.object(schema, list ? "items" : "additionalProperties"), out);
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Condition.class) {
            expect(path, schema, "object", "", out);
        } else if (plain.isRecord()) {
            expect(path, schema, "object", "", out);
            compareFields(path, plain, Json.object(schema, "properties").keySet(), schema, out);
        } else if (plain == String.class || plain == Duration.class) {
            expect(path, schema, "string", schema.get("format") instanceof String f && f.equals("email") ? f : "", out);
        } else if (plain == Instant.class) {
            expect(path, schema, "string", "date-time", out);
        } else if (plain == boolean.class || plain == Boolean.class) {
            expect(path, schema, "boolean", "", out);
        } else if (plain == int.class || plain == Integer.class) {
            expect(path, schema, "integer", "int32", out);
        } else {
            expect(path, schema, "integer", "int64", out);
        }
    }

    private static void expect(String path, Map<String, Object> schema, String type, String format, List<String> out) {
        String found = Json.text(schema, "type").orElse("none");
        String foundFormat = Json.text(schema, "format").orElse("");
        if (!found.equals(type) || !foundFormat.equals(format)) {
            out.add(path + ": record says " + type + " " + format + ", schema says " + found + " " + foundFormat);
        }
    }

    private static void collectSilent(String path, Map<String, Object> schema, List<String> silent) {
        Json.object(schema, "properties").forEach((name, property) -> {
            boolean plain = name.equals("metadata") || name.equals("labels") || name.equals("annotations");
            if (Json.text(property, "description").isEmpty() && !plain) {
                silent.add(path + "." + name);
            }
            collectSilent(path + "." + name, Json.asObject(property), silent);
        });
        collectSilentItem(path, Json.object(schema, "items"), silent);
        collectSilentItem(path, Json.object(schema, "additionalProperties"), silent);
    }

    private static void collectSilentItem(String path, Map<String, Object> item, List<String> silent) {
        if (!item.isEmpty()) {
            collectSilent(path + "[]", item, silent);
        }
    }
}
