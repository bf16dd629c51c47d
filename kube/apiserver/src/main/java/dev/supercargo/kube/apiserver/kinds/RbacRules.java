package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.access.RbacKinds;
import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Roles and their bindings.
record RbacRules(String kind) implements Rules {
    @Override
    public Metadata.NameRule nameRule() {
        return Metadata.NameRule.PATH_SEGMENT;
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    private boolean isBinding() {
        return kind.endsWith("Binding");
    }

    @Override
    public void complete(Map<String, Object> object) {
        if (isBinding()) {
            RbacKinds.setDefaults(kind, object);
            if (Json.list(object, "subjects").isEmpty()) {
                object.remove("subjects");
            }
        } else if (Json.list(object, "rules").isEmpty()) {
            Json.putNullable(object, "rules", null);
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        return RbacKinds.errors(kind, KubeObject.of(object), old.map(KubeObject::of));
    }

    @Override
    public List<Column> columns() {
        if (!isBinding()) {
            return List.of();
        }
        return List.of(
                Column.NAME,
                Column.text(
                        "Role",
                        "RoleRef can only reference a role.",
                        (object, _) -> Json.text(object, "roleRef", "kind").orElse("") + "/"
                                + Json.text(object, "roleRef", "name").orElse("")),
                Columns.AGE,
                subjects("Users", "Users in the binding", "User"),
                subjects("Groups", "Groups in the binding", "Group"),
                subjects("ServiceAccounts", "ServiceAccounts in the binding", "ServiceAccount"));
    }

    private static Column subjects(String name, String description, String kind) {
        return Column.text(
                        name,
                        description,
                        (object, _) -> Json.list(object, "subjects").stream()
                                .filter(subject ->
                                        kind.equals(Json.text(subject, "kind").orElse("")))
                                .map(subject -> shown(subject, kind))
                                .collect(Collectors.joining(", ")))
                .wide();
    }

    private static String shown(Object subject, String kind) {
        String name = Json.text(subject, "name").orElse("");
        return kind.equals("ServiceAccount") ? Json.text(subject, "namespace").orElse("") + "/" + name : name;
    }
}
