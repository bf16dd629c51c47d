package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.custom.DefinitionChecks;
import dev.supercargo.kube.apiserver.custom.SchemaForm;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Custom resource definitions: what is filled in when they are written. Whether names are accepted is found out
/// afterwards.
final class DefinitionRules implements Rules {
    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    @Override
    public Metadata.Care care() {
        return Metadata.Care.CHANGES;
    }

    @Override
    public MissingVersion missingVersion() {
        return MissingVersion.REFUSED;
    }

    @Override
    public Generation generation() {
        return Generation.WITH_SPEC;
    }

    @Override
    public void complete(Map<String, Object> object) {
        if (!(object.get("spec") instanceof Map<?, ?>)) {
            return;
        }
        Map<String, Object> spec = Json.asObject(object.get("spec"));
        SchemaForm.tidy(object);
        spec.putIfAbsent("conversion", strategyNone());
        if (spec.get("names") instanceof Map<?, ?>) {
            Map<String, Object> names = Json.asObject(spec.get("names"));
            String kind = Json.text(names, "kind").orElse("");
            if (Json.text(names, "singular").orElse("").isEmpty()) {
                names.put("singular", kind.toLowerCase(Locale.ROOT));
            }
            if (Json.text(names, "listKind").orElse("").isEmpty() && !kind.isEmpty()) {
                names.put("listKind", kind + "List");
            }
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        // compiling the rules of a schema is dear: what was accepted, and did not change, is not judged again
        boolean judged = old.filter(before -> Json.same(before.get("spec"), object.get("spec"))
                        && Json.same(
                                Json.object(before, "metadata", "annotations"),
                                Json.object(object, "metadata", "annotations")))
                .isPresent();
        return judged ? List.of() : DefinitionChecks.validate(object, old);
    }

    @Override
    public List<String> warnings(Map<String, Object> object) {
        return DefinitionChecks.warnings(object);
    }

    private static Map<String, Object> strategyNone() {
        var conversion = new LinkedHashMap<String, Object>();
        conversion.put("strategy", "None");
        return conversion;
    }

    @Override
    public void prepareCreate(Map<String, Object> object) {
        var status = new LinkedHashMap<String, Object>();
        Json.putNullable(status, "conditions", null);
        var names = new LinkedHashMap<String, Object>();
        names.put("plural", "");
        names.put("kind", "");
        status.put("acceptedNames", names);
        var stored = new ArrayList<Object>();
        storageVersions(object).forEach(stored::add);
        status.put("storedVersions", stored);
        object.put("status", status);
    }

    /// A definition waits until its objects are gone.
    @Override
    public void beginDeletion(Map<String, Object> object) {
        var finalizers = new ArrayList<>(Json.list(object, "metadata", "finalizers"));
        if (!finalizers.contains(CLEANUP)) {
            finalizers.add(CLEANUP);
        }
        Json.put(object, finalizers, "metadata", "finalizers");
        List<Condition> conditions = Conditions.read(Json.list(object, "status", "conditions"));
        Json.put(
                object,
                Conditions.trees(Condition.set(
                        conditions,
                        new Condition(
                                "Terminating",
                                "True",
                                "InstanceDeletionPending",
                                "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
                                Instant.now(),
                                0))),
                "status",
                "conditions");
    }

    @Override
    public void prepareUpdate(String subresource, Map<String, Object> object, Map<String, Object> old) {
        if (!subresource.isEmpty()) {
            return;
        }
        var stored = new ArrayList<>(Json.list(object, "status", "storedVersions"));
        for (String version : storageVersions(object)) {
            if (!stored.contains(version)) {
                stored.add(version);
            }
        }
        Json.put(object, stored, "status", "storedVersions");
    }

    private static List<String> storageVersions(Map<String, Object> object) {
        return Json.list(object, "spec", "versions").stream()
                .filter(version ->
                        Boolean.TRUE.equals(Json.at(version, "storage").orElse(false)))
                .map(version -> Json.text(version, "name").orElse(""))
                .toList();
    }
}
