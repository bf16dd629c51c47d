package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Namespaces: held by `spec.finalizers` until their content is gone.
final class NamespaceRules implements Rules {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String OWN_FINALIZER = "kubernetes";

    @Override
    public Metadata.NameRule nameRule() {
        return Metadata.NameRule.LABEL;
    }

    @Override
    public boolean deletionAnswersObject() {
        return true;
    }

    @Override
    public void complete(Map<String, Object> object) {
        Json.text(object, "metadata", "name")
                .ifPresent(name -> Json.put(object, name, "metadata", "labels", NAME_LABEL));
    }

    @Override
    public void prepareCreate(Map<String, Object> object) {
        complete(object);
        var finalizers = new ArrayList<>(Json.list(object, "spec", "finalizers"));
        if (!finalizers.contains(OWN_FINALIZER)) {
            finalizers.add(OWN_FINALIZER);
        }
        Json.put(object, finalizers, "spec", "finalizers");
        Json.put(object, "Active", "status", "phase");
    }

    @Override
    public void prepareUpdate(String subresource, Map<String, Object> object, Map<String, Object> old) {
        complete(object);
        if (subresource.equals(Subresource.FINALIZE)) {
            Object finalizers = Json.at(object, "spec", "finalizers").orElse(null);
            Map<String, Object> metadata = Json.object(object, "metadata");
            Map<String, Object> copy = Json.copy(old);
            object.clear();
            object.putAll(copy);
            Json.put(object, metadata.getOrDefault("resourceVersion", ""), "metadata", "resourceVersion");
            if (metadata.get("managedFields") != null) {
                Json.put(object, metadata.get("managedFields"), "metadata", "managedFields");
            }
            var spec = new LinkedHashMap<String, Object>();
            if (finalizers instanceof List<?> list && !list.isEmpty()) {
                spec.put("finalizers", finalizers);
            }
            object.put("spec", spec);
        } else {
            object.put("spec", Json.copy(Json.object(old, "spec")));
            if (!subresource.equals(Subresource.STATUS)) {
                object.put("status", Json.copy(Json.object(old, "status")));
            }
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        var errors = new ArrayList<FieldError>();
        List<Object> finalizers = Json.list(object, "spec", "finalizers");
        for (int i = 0; i < finalizers.size(); i++) {
            String name = String.valueOf(finalizers.get(i));
            Names.qualified(name).forEach(problem -> errors.add(FieldError.invalid("spec.finalizers", name, problem)));
            // QUIRK: told with its place only of an update
            errors.addAll(Metadata.builtInFinalizer(
                    name, old.isPresent() ? "spec.finalizers[" + i + "]" : "spec.finalizers"));
        }
        String phase = Json.text(object, "status", "phase").orElse("");
        boolean leaving = Json.text(object, "metadata", "deletionTimestamp").isPresent();
        if (old.isPresent() && leaving && !phase.equals("Terminating")) {
            errors.add(FieldError.invalid(
                    "status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty"));
        }
        if (old.isPresent() && !leaving && !phase.equals("Active")) {
            errors.add(
                    FieldError.invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty"));
        }
        return errors;
    }

    @Override
    public boolean mayVanish(Map<String, Object> object) {
        return Json.list(object, "spec", "finalizers").isEmpty();
    }

    @Override
    public void prepareDeletion(Map<String, Object> object) {
        Json.object(object, "metadata").remove("deletionGracePeriodSeconds");
        Json.put(object, "Terminating", "status", "phase");
    }

    @Override
    public List<String> selectableFields() {
        return List.of("status.phase");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.NAME, Columns.at("Status", "The status of the namespace", "status", "phase"), Columns.AGE);
    }
}
