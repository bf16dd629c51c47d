package dev.supercargo.golden;

import dev.supercargo.decisions.selection.ExpressionRules;
import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Templates;
import dev.supercargo.expr.functions.DataFunctions;
import dev.supercargo.expr.functions.FreightFunctions;
import dev.supercargo.expr.functions.StatusFunctions;
import dev.supercargo.expr.functions.VersionFunctions;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.expr.value.Named;
import dev.supercargo.expr.value.Struct;
import dev.supercargo.expr.value.Type;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The surroundings of one case about Kargo's functions; counts reads from the cluster.
final class ExpressionWorld {
    private static final Type STATUS = Type.namedString("v1alpha1.PromotionStepStatus");
    private static final Struct.Shape RECORD = Struct.Shape.of(
            "v1alpha1.StepExecutionMetadata",
            List.of(
                    Struct.Field.of("Alias", "alias", Type.STRING),
                    Struct.Field.of("Status", "status", STATUS),
                    Struct.Field.of("Message", "message", Type.STRING),
                    Struct.Field.of("ContinueOnError", "continueOnError", Type.BOOL)));

    private final Map<String, Object> world;
    private final Map<String, Object> given;
    private int reads;

    ExpressionWorld(Map<String, Object> world, Map<String, Object> given) {
        this.world = world;
        this.given = given;
    }

    int reads() {
        return reads;
    }

    private String project() {
        return Json.text(world, "project").orElse("demo");
    }

    private String alias() {
        return Json.text(given, "stepAlias").orElse("");
    }

    private Optional<Map<String, Object>> read(String kind, String namespace, String name) {
        reads++;
        if (Json.list(world, "forbidden").contains(name)) {
            throw new IllegalStateException("forbidden");
        }
        return Json.list(world, "objects").stream()
                .map(Json::asObject)
                .filter(object -> kind.equals(object.get("kind"))
                        && Json.text(object, "metadata", "namespace").orElse("").equals(namespace)
                        && Json.text(object, "metadata", "name").orElse("").equals(name))
                .map(ExpressionWorld::encoded)
                .findFirst();
    }

    /// An object of the world, without counting.
    Optional<Map<String, Object>> object(String kind, String name) {
        return Json.list(world, "objects").stream()
                .map(Json::asObject)
                .filter(object -> kind.equals(object.get("kind"))
                        && Json.text(object, "metadata", "name").orElse("").equals(name))
                .findFirst();
    }

    /// As the server stores it: `stringData` becomes `data`.
    private static Map<String, Object> encoded(Map<String, Object> object) {
        if (!object.containsKey("stringData")) {
            return object;
        }
        Map<String, Object> copy = Json.copy(object);
        Json.object(object, "stringData").forEach((key, value) -> {
            byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
            Json.put(copy, Base64.getEncoder().encodeToString(bytes), "data", key);
        });
        return copy;
    }

    /// Freight, data and versions.
    List<HostFunction> functions() {
        var functions = new ArrayList<HostFunction>();
        functions.addAll(FreightFunctions.of(
                project(),
                Json.list(world, "requestedFreight"),
                Json.list(world, "freight"),
                name -> read("Warehouse", project(), name),
                ExpressionRules.REPOSITORIES));
        String shared = Json.text(world, "sharedResourcesNamespace").orElse("shared");
        functions.addAll(DataFunctions.of(this::read, project(), shared));
        functions.addAll(VersionFunctions.of(ExpressionRules.VERSIONS));
        return functions;
    }

    private List<HostFunction> statuses() {
        List<StatusFunctions.Step> steps = Json.list(world, "stepMetadata").stream()
                .map(step -> new StatusFunctions.Step(
                        Json.text(step, "alias").orElse(""),
                        Json.text(step, "status").orElse(""),
                        Json.at(step, "continueOnError").orElse(false).equals(true)))
                .toList();
        return StatusFunctions.of(steps, alias());
    }

    Map<String, Object> context() {
        Object promotion = Json.at(world, "promotion").orElse(Map.of());
        Object target = Json.list(world, "freight").stream().findFirst().orElse(Map.of());
        var context = new LinkedHashMap<String, Object>();
        Json.put(context, Json.text(promotion, "uiBaseUrl").orElse(""), "uiBaseUrl");
        Json.put(context, project(), "project");
        Json.put(context, Json.text(promotion, "name").orElse(""), "promotion");
        Json.put(context, Json.text(promotion, "stage").orElse(""), "stage");
        Json.put(context, Json.text(target, "name").orElse(""), "targetFreight", "name");
        Json.put(context, Json.text(promotion, "targetFreightAlias").orElse(""), "targetFreight", "alias");
        Json.put(context, Json.text(target, "origin", "name").orElse(""), "targetFreight", "origin", "name");
        Json.put(context, Json.text(promotion, "actor").orElse(""), "meta", "promotion", "actor");
        Json.put(context, Json.at(promotion, "rollback").orElse(false), "meta", "promotion", "rollback");
        Json.put(context, "", "meta", "step", "alias");
        return context;
    }

    private List<Object> variables(String name) {
        return given.containsKey(name) ? Json.list(given, name) : Json.list(world, name);
    }

    /// What the Promotion's own variables see.
    private Environment plain() {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("ctx", context());
        Json.at(world, "target").ifPresent(target -> variables.put("target", target));
        return Environment.of(variables).withFunctions(functions()).at(ExpressionsLanguageAdapter.NOW);
    }

    /// What variables of a step see besides.
    private Environment withOutputs() {
        Map<String, Object> outputs = Json.object(world, "outputs");
        var records = new LinkedHashMap<String, Object>();
        for (Object step : Json.list(world, "stepMetadata")) {
            String name = Json.text(step, "alias").orElse("");
            records.put(
                    name,
                    RECORD.with(
                            name,
                            Named.text(STATUS, Json.text(step, "status").orElse("")),
                            Json.text(step, "message").orElse(""),
                            Json.at(step, "continueOnError").orElse(false)));
        }
        Environment all = plain().with("outputs", JsonNumbers.floats(outputs)).with("stepMetas", records);
        String[] parts = alias().split("::", -1);
        if (parts.length != 2) {
            return all;
        }
        var siblings = new LinkedHashMap<String, Object>();
        outputs.forEach((name, output) -> {
            String[] words = name.split("::", -1);
            if (words.length == 2 && words[0].equals(parts[0])) {
                siblings.put(words[1], output);
            }
        });
        return all.with("task", Map.of("outputs", siblings));
    }

    /// The values of all variables of the step.
    Map<String, @Nullable Object> vars() {
        var values = new LinkedHashMap<String, @Nullable Object>();
        define(values, variables("promotionVars"), plain());
        define(values, variables("stepVars"), withOutputs());
        return values;
    }

    private static void define(Map<String, @Nullable Object> values, List<Object> variables, Environment environment) {
        for (Object variable : variables) {
            String name = Json.text(variable, "name").orElse("");
            Environment sees = environment.with("vars", new LinkedHashMap<>(values));
            try {
                values.put(name, Templates.render(Json.text(variable, "value").orElse(""), sees));
            } catch (ExpressionException e) {
                throw e.within("error pre-processing promotion variable \"" + name + "\": ");
            }
        }
    }

    /// What a step's condition and configuration see.
    Environment step() {
        return withOutputs().with("vars", vars()).withFunctions(statuses());
    }

    /// What the Warehouse discovered; null where there is nothing.
    @Nullable
    Map<String, Object> discovered() {
        if (Json.at(given, "noDiscovered").orElse(false).equals(true)) {
            return null;
        }
        return given.containsKey("discovered") ? Json.object(given, "discovered") : Json.object(world, "discovered");
    }
}
