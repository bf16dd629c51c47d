package dev.supercargo.kube.apiserver.crd;

import dev.supercargo.kube.apiserver.custom.CustomResourceSchema;
import dev.supercargo.kube.apiserver.kinds.Conditions;
import dev.supercargo.kube.apiserver.resources.Naming;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A CustomResourceDefinition, read.
public record Definition(Map<String, Object> tree) {
    static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";
    private static final List<String> VERBS =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
    private static final List<String> VERBS_OF_TERMINATING =
            List.of("delete", "deletecollection", "get", "list", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");

    String name() {
        return Json.text(tree, "metadata", "name").orElse("");
    }

    String group() {
        return text("spec", "group");
    }

    String text(String... path) {
        return Json.text(tree, path).orElse("");
    }

    boolean isTerminating() {
        return Json.text(tree, "metadata", "deletionTimestamp").isPresent();
    }

    List<Condition> conditions() {
        return Conditions.read(Json.list(tree, "status", "conditions"));
    }

    boolean isEstablished() {
        return Condition.isTrue(conditions(), "Established");
    }

    /// A resource for each version that is served; none before the definition is established.
    public List<Resource> resources() {
        var resources = new ArrayList<Resource>();
        if (!isEstablished()) {
            return resources;
        }
        for (Object version : Json.list(tree, "spec", "versions")) {
            if (Boolean.TRUE.equals(Json.at(version, "served").orElse(false))) {
                resources.add(resource(version));
            }
        }
        return resources;
    }

    private Resource resource(Object version) {
        boolean namespaced = text("spec", "scope").equals("Namespaced");
        var type = new ResourceType(
                group(),
                Json.text(version, "name").orElse(""),
                text("spec", "names", "kind"),
                text("spec", "names", "plural"),
                namespaced);
        var naming = new Naming(
                text("status", "acceptedNames", "singular"),
                text("spec", "names", "listKind"),
                texts("status", "acceptedNames", "shortNames"),
                texts("status", "acceptedNames", "categories"));
        var parts = new ArrayList<Subresource>();
        if (Json.at(version, "subresources", "status").isPresent()) {
            parts.add(new Subresource(Subresource.STATUS, type, PART_VERBS));
        }
        if (Json.at(version, "subresources", "scale").isPresent()) {
            var scale = new ResourceType("autoscaling", "v1", "Scale", "scales", namespaced);
            parts.add(new Subresource(Subresource.SCALE, scale, PART_VERBS));
        }
        Map<String, Object> schema = Json.object(version, "schema", "openAPIV3Schema");
        return new Resource(
                type,
                naming,
                isTerminating() ? VERBS_OF_TERMINATING : VERBS,
                parts,
                CustomRules.of(version),
                new CustomShape(CustomResourceSchema.of(type, Json.copy(schema))
                        .withReplicasAt(scale(version).spec(), scale(version).status())),
                new Resource.Origin.Defined(
                        storageVersion(), servedVersions(), isTerminating(), deprecation(version), scale(version)));
    }

    private Optional<String> deprecation(Object version) {
        if (!Boolean.TRUE.equals(Json.at(version, "deprecated").orElse(false))) {
            return Optional.empty();
        }
        String kind = text("spec", "names", "kind");
        return Optional.of(Json.text(version, "deprecationWarning")
                .orElse(group() + "/" + Json.text(version, "name").orElse("") + " " + kind + " is deprecated"));
    }

    private static Resource.ScalePaths scale(Object version) {
        return new Resource.ScalePaths(
                path(version, "specReplicasPath"),
                path(version, "statusReplicasPath"),
                path(version, "labelSelectorPath"));
    }

    private static String path(Object version, String field) {
        return Json.text(version, "subresources", "scale", field).orElse("").replaceFirst("^\\.", "");
    }

    private List<String> servedVersions() {
        return Json.list(tree, "spec", "versions").stream()
                .filter(version ->
                        Boolean.TRUE.equals(Json.at(version, "served").orElse(false)))
                .map(version -> Json.text(version, "name").orElse(""))
                .toList();
    }

    private String storageVersion() {
        return Json.list(tree, "spec", "versions").stream()
                .filter(version ->
                        Boolean.TRUE.equals(Json.at(version, "storage").orElse(false)))
                .map(version -> Json.text(version, "name").orElse(""))
                .findFirst()
                .orElse("");
    }

    private List<String> texts(String... path) {
        return Json.list(tree, path).stream().map(String::valueOf).toList();
    }
}
