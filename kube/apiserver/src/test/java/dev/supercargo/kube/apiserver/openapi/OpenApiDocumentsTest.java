package dev.supercargo.kube.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiDocumentsTest {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final ResourceType WIDGET = new ResourceType("demo.example.com", "v1", "Widget", "widgets", true);
    private static final ServedResource CONFIG_MAPS = new ServedResource(
            new ResourceType("", "v1", "ConfigMap", "configmaps", true),
            "ConfigMapList",
            VERBS,
            List.of(),
            Map.of(),
            List.of());

    private static ServedResource widgets(String schema) {
        var status = new ServedResource.Part("status", WIDGET, List.of("get", "patch", "update"));
        var scale = new ServedResource.Part(
                "scale", new ResourceType("autoscaling", "v1", "Scale", "scales", true), List.of("get", "patch"));
        return new ServedResource(
                WIDGET, "WidgetList", VERBS, List.of(status, scale), Json.parseObject(schema), List.of("spec.color"));
    }

    private static final String SCHEMA = """
            {"type": "object", "description": "A thing.", "properties": {"spec": {"type": "object", "properties": {
              "port": {"x-kubernetes-int-or-string": true},
              "template": {"type": "object", "required": ["spec"], "x-kubernetes-embedded-resource": true,
                           "x-kubernetes-preserve-unknown-fields": true}}}}}""";

    private static Map<String, Object> tree(OpenApiDocuments documents, String key) {
        return Json.parseObject(documents.document(key).orElseThrow().json());
    }

    @Test
    void indexNamesEachGroupVersionWithTheHashOfItsDocument() {
        var documents = OpenApiDocuments.of(List.of(CONFIG_MAPS, widgets(SCHEMA)));
        Map<String, Object> paths = Json.object(documents.index(), "paths");
        assertThat(paths.keySet()).containsExactlyInAnyOrder("api/v1", "apis/demo.example.com/v1", "version");
        assertThat(Json.text(paths, "api/v1", "serverRelativeURL"))
                .contains("/openapi/v3/api/v1?hash="
                        + documents.document("api/v1").orElseThrow().hash());
        assertThat(documents.document("apis/none/v1")).isEmpty();
    }

    @Test
    void patchOperationsSayWhatClientsLookFor() {
        var documents = OpenApiDocuments.of(List.of(widgets(SCHEMA)));
        Map<String, Object> item = Json.object(
                tree(documents, "apis/demo.example.com/v1"),
                "paths",
                "/apis/demo.example.com/v1/namespaces/{namespace}/widgets/{name}");
        Map<String, Object> patch = Json.object(item, "patch");
        assertThat(Json.list(patch, "parameters"))
                .extracting(parameter -> Json.text(parameter, "name").orElse(""))
                .containsExactly("dryRun", "fieldManager", "fieldValidation", "force");
        assertThat(patch).containsEntry("x-kubernetes-action", "patch");
        assertThat(Json.object(patch, "x-kubernetes-group-version-kind"))
                .isEqualTo(Map.of("group", "demo.example.com", "version", "v1", "kind", "Widget"));
        assertThat(Json.object(patch, "requestBody", "content").keySet())
                .doesNotContain("application/strategic-merge-patch+json");
        assertThat(item.keySet()).containsExactlyInAnyOrder("get", "put", "patch", "delete", "parameters");
    }

    @Test
    void resourcesAndEmbeddedOnesHaveMetadata() {
        Map<String, Object> widget = Json.object(
                tree(OpenApiDocuments.of(List.of(widgets(SCHEMA))), "apis/demo.example.com/v1"),
                "components",
                "schemas",
                "com.example.demo.v1.Widget");
        Object metadata =
                List.of(Map.of("$ref", "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"));
        Map<String, Object> spec = Json.object(widget, "properties", "spec", "properties");
        assertThat(Json.list(widget, "properties", "metadata", "allOf")).isEqualTo(metadata);
        assertThat(Json.list(spec, "template", "properties", "metadata", "allOf"))
                .isEqualTo(metadata);
        assertThat(Json.list(spec, "template", "required")).containsExactly("kind", "apiVersion", "spec");
        assertThat(Json.list(spec, "port", "anyOf"))
                .containsExactly(Map.of("type", "integer"), Map.of("type", "string"));
        assertThat(Json.list(widget, "x-kubernetes-selectable-fields"))
                .containsExactly(Map.of("fieldPath", "spec.color"));
        assertThat(widget).containsEntry("description", "A thing.");
    }

    @Test
    void everyReferenceResolves() {
        var documents = OpenApiDocuments.of(List.of(CONFIG_MAPS, widgets(SCHEMA)));
        for (String key : List.of("api/v1", "apis/demo.example.com/v1")) {
            Map<String, Object> document = tree(documents, key);
            assertUnresolved(document, "#/components/schemas/", Json.object(document, "components", "schemas"));
        }
        Map<String, Object> swagger = documents.swagger();
        assertUnresolved(swagger, "#/definitions/", Json.object(swagger, "definitions"));
        assertThat(Json.object(swagger, "definitions"))
                .containsKeys("com.example.demo.v1.Widget", "io.k8s.api.core.v1.ConfigMap");
    }

    private static void assertUnresolved(Object document, String prefix, Map<String, Object> schemas) {
        var references = new TreeSet<String>();
        collect(document, references);
        assertThat(references)
                .isNotEmpty()
                .allMatch(reference ->
                        reference.startsWith(prefix) && schemas.containsKey(reference.substring(prefix.length())));
    }

    private static void collect(Object tree, Set<String> references) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            map.values().forEach(child -> collect(child, references));
        } else if (tree instanceof List<?> list) {
            list.forEach(child -> collect(child, references));
        }
    }

    @Test
    void whatDoesNotChangeIsNotWrittenAgain() {
        var before = OpenApiDocuments.of(List.of(CONFIG_MAPS, widgets(SCHEMA)));
        before.index();
        var after = before.next(List.of(CONFIG_MAPS, widgets("{\"type\": \"object\"}")));
        assertThat(after.document("api/v1").orElseThrow().json())
                .isSameAs(before.document("api/v1").orElseThrow().json());
        assertThat(after.document("apis/demo.example.com/v1").orElseThrow().hash())
                .isNotEqualTo(before.document("apis/demo.example.com/v1")
                        .orElseThrow()
                        .hash());
    }

    @Test
    void builtinSchemasKnowHowListsMerge() {
        var account = BuiltinSchemas.of("", "v1", "ServiceAccount").orElseThrow();
        var secrets = account.property("secrets").orElseThrow();
        assertThat(secrets.patchStrategy()).isEqualTo("merge");
        assertThat(secrets.patchMergeKey()).isEqualTo("name");
        assertThat(secrets.listType()).isEqualTo("map");
        var references = account.property("metadata")
                .orElseThrow()
                .property("ownerReferences")
                .orElseThrow();
        assertThat(references.listMapKeys()).containsExactly("uid");
        assertThat(references.items().mapType()).isEqualTo("atomic");
        assertThat(BuiltinSchemas.of("x", "v1", "ConfigMap")).isEmpty();
    }
}
