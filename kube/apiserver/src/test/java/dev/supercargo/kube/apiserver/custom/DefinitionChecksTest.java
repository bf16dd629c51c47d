package dev.supercargo.kube.apiserver.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionChecksTest {
    private static final String AT = "spec.validation.openAPIV3Schema.properties[spec].properties[a]";

    /// A sound definition with one version, whose `spec.a` has the given schema.
    private static Map<String, Object> definition(String property) {
        return Json.parseObject("""
                {"metadata":{"name":"foos.x.example.com"},
                 "spec":{"group":"x.example.com","scope":"Namespaced","conversion":{"strategy":"None"},
                   "names":{"plural":"foos","singular":"foo","kind":"Foo","listKind":"FooList"},
                   "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
                     "properties":{"spec":{"type":"object","properties":{"a":%s}}}}}}]},
                 "status":{"storedVersions":["v1"]}}""".formatted(property));
    }

    private static Map<String, Object> with(String value, String... path) {
        Map<String, Object> definition = definition("{\"type\":\"string\"}");
        Json.put(definition, Json.parse(value), path);
        return definition;
    }

    private static List<String> texts(Map<String, Object> definition) {
        return DefinitionChecks.validate(definition, Optional.empty()).stream()
                .map(FieldError::toString)
                .toList();
    }

    @Test
    void aSoundDefinitionPasses() {
        assertThat(texts(definition("{\"type\":\"string\"}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metadata.name          | "foos.other"  | metadata.name: Invalid value: "foos.other": must be spec.names.plural+"."+spec.group
            spec.scope             | "Odd"         | spec.scope: Unsupported value: "Odd": supported values: "Cluster", "Namespaced"
            spec.preserveUnknownFields | true      | spec.preserveUnknownFields: Invalid value: true: cannot set to true,
            spec.names.listKind    | "Foo"         | spec.names.listKind: Invalid value: "Foo": kind and listKind may not be the same
            spec.names.kind        | "Foo_x"       | spec.names.kind: Invalid value: "Foo_x": may have mixed case, but should otherwise match: a DNS-1035 label must
            spec.names.shortNames  | ["A"]         | spec.names.shortNames[0]: Invalid value: "A": a DNS-1035 label must
            spec.conversion.strategy | "Odd"       | spec.conversion.strategy: Unsupported value: "Odd"
            status.storedVersions  | ["v1","v0"]   | status.storedVersions[1]: Invalid value: "v0": missing from spec.versions;
            """)
    void fields(String path, String value, String error) {
        assertThat(texts(with(value, path.split("\\.", -1))))
                .singleElement()
                .asString()
                .startsWith(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"additionalPrinterColumns":[{"name":"A","type":"text","jsonPath":".spec.a"}]}  | spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string
            {"additionalPrinterColumns":[{"name":"A","type":"string","jsonPath":"spec.a"}]} | spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec.a": must be a simple json path starting with .
            {"subresources":{"scale":{"specReplicasPath":".status.r","statusReplicasPath":".status.r"}}} | spec.subresources.scale.specReplicasPath: Invalid value: ".status.r": should be a json path under .spec
            {"selectableFields":[{"jsonPath":".spec.nope"}]}                                | spec.selectableFields[0].jsonPath: Invalid value: ".spec.nope": is an invalid path: does not refer to a valid field
            {"selectableFields":[{"jsonPath":".spec"}]}                                     | spec.selectableFields[0].jsonPath: Invalid value: ".spec": must point to a field of type string, boolean or integer.
            {"selectableFields":[{"jsonPath":".spec.a"},{"jsonPath":".spec.a"}]}            | spec.selectableFields[1].jsonPath: Duplicate value: ".spec.a"
            {"schema":{}}                                                                   | spec.versions[0].schema.openAPIV3Schema: Required value
            {"storage":false}                                                               | spec.versions: Invalid value: [{"Name":"v1","Served":true,"Storage":false,"Deprecated":false,"DeprecationWarning":null,"Schema":null,"Subresources":null,"AdditionalPrinterColumns":null,"SelectableFields":null}]: must have exactly one version marked as storage version
            """)
    void versions(String change, String error) {
        Map<String, Object> definition = definition("{\"type\":\"string\"}");
        Json.asObject(Json.list(definition, "spec", "versions").getFirst()).putAll(Json.parseObject(change));
        assertThat(texts(definition)).singleElement().asString().startsWith(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                         | .type: Required value: must not be empty for specified object fields
            {"type":"odd"}                             | .type: Unsupported value: "odd"
            {"type":"array"}                           | .items: Required value: must be specified
            {"type":"array","items":{}}                | .items.type: Required value: must not be empty for specified array items
            {"type":"string","default":5}              | .default: Invalid value: "integer":  in body must be of type string: "integer"
            {"type":"object","properties":{"b":{"type":"string"}},"default":{"c":1}} | .default: Invalid value: {"c":1}: must not have unknown fields
            {"type":"string","pattern":"("}            | .pattern: Invalid value: "(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): `(`
            {"type":"array","uniqueItems":true,"items":{"type":"string"}} | .uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic
            {"type":"object","$ref":"#/x"}             | .$ref: Forbidden: $ref is not supported
            {"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":{"type":"string"}} | .additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive
            {"type":"object","anyOf":[{"type":"string"}]} | .anyOf[0].type: Forbidden: must be empty to be structural
            {"type":"object","x-kubernetes-embedded-resource":true} | .properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields
            {"type":"array","x-kubernetes-list-type":"set","items":{"type":"object"}} | .items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set
            {"type":"array","x-kubernetes-list-type":"map","items":{"type":"object"}} | .x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map
            {"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","properties":{"k":{"type":"string"}}}} | .items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property
            {"type":"string","maxLength":9,"x-kubernetes-validations":[{"rule":"self"}]} | .x-kubernetes-validations[0].rule: Invalid value: {"Rule":"self"
            """)
    void schemas(String property, String error) {
        assertThat(texts(definition(property))).singleElement().asString().startsWith(AT + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","properties":{},"additionalProperties":true}
            {"x-kubernetes-preserve-unknown-fields":true}
            {"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}
            {"type":"object","required":["absent"],"properties":{"b":{"type":"string"}},"oneOf":[{"required":["b"]},{"properties":{"b":{"pattern":"x"}}}]}
            {"type":"array","items":{"type":"string"},"default":["x"]}
            {"type":"object","anyOf":[{"properties":{"b":{"minLength":1}}}]}
            {"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":true}
            """)
    void soundSchemas(String property) {
        assertThat(texts(definition(property))).isEmpty();
    }

    @Test
    void whatTheRootsPartsSpeakOfMustBeSpecified() {
        Map<String, Object> definition = definition("{\"type\":\"string\"}");
        Map<String, Object> root =
                Json.object(Json.list(definition, "spec", "versions").getFirst(), "schema", "openAPIV3Schema");
        Json.put(root, Json.parse("[{\"properties\":{\"b\":{\"minLength\":1}}}]"), "anyOf");
        assertThat(texts(definition))
                .containsExactly("spec.validation.openAPIV3Schema.properties[b]: Required value: because it is defined "
                        + "in spec.validation.openAPIV3Schema.anyOf[0].properties[b]");
    }

    @Test
    void metadataAtTheRootMayOnlyRestrictNames() {
        Map<String, Object> definition = definition("{\"type\":\"string\"}");
        Map<String, Object> root =
                Json.object(Json.list(definition, "spec", "versions").getFirst(), "schema", "openAPIV3Schema");
        String name = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":9}}}";
        Json.put(root, Json.parse(name), "properties", "metadata");
        assertThat(texts(definition)).isEmpty();
        Json.put(root, Json.parse(name.replace("name", "labels")), "properties", "metadata");
        assertThat(texts(definition))
                .containsExactly("spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify "
                        + "anything other than name and generateName, but metadata is implicitly specified");
    }

    @Test
    void versionsThatDifferAreNamed() {
        Map<String, Object> definition = definition("{\"type\":\"string\"}");
        var versions = new ArrayList<>(Json.list(definition, "spec", "versions"));
        versions.add(Json.parse("""
                {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object",
                 "properties":{"spec":{}}}}}"""));
        Json.put(definition, versions, "spec", "versions");
        assertThat(texts(definition))
                .containsExactly("spec.versions[1].schema.openAPIV3Schema.properties[spec].type: Required value: "
                        + "must not be empty for specified object fields");
    }

    @Test
    void namesStayAsTheyAreOnceEstablished() {
        Map<String, Object> old = definition("{\"type\":\"string\"}");
        Map<String, Object> now = with("\"Cluster\"", "spec", "scope");
        assertThat(DefinitionChecks.validate(now, Optional.of(old))).isEmpty();
        Json.put(old, Json.parse("[{\"type\":\"Established\",\"status\":\"True\"}]"), "status", "conditions");
        assertThat(DefinitionChecks.validate(now, Optional.of(old)))
                .extracting(FieldError::toString)
                .containsExactly("spec.scope: Invalid value: \"Cluster\": field is immutable");
    }

    @Test
    void protectedGroupsNeedApproval() {
        Map<String, Object> definition = with("\"x.k8s.io\"", "spec", "group");
        Json.put(definition, "foos.x.k8s.io", "metadata", "name");
        assertThat(texts(definition))
                .containsExactly("metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups "
                        + "must have approval annotation \"api-approved.kubernetes.io\", see "
                        + "https://github.com/kubernetes/enhancements/pull/1111");
        Json.put(definition, "unapproved, a test", "metadata", "annotations", "api-approved.kubernetes.io");
        assertThat(texts(definition)).isEmpty();
    }

    @Test
    void schemasAreStoredWithoutWhatSaysNothing() {
        Map<String, Object> definition = definition("""
                {"type":"object","properties":{},"description":"","nullable":false,"required":[],"default":{},
                 "additionalProperties":{"type":"string","enum":[],"x-kubernetes-validations":[
                   {"rule":"true","message":"","optionalOldSelf":false}]},"anyOf":[{}]}""");
        SchemaForm.tidy(definition);
        Object version = Json.list(definition, "spec", "versions").getFirst();
        assertThat(Json.object(version, "schema", "openAPIV3Schema", "properties", "spec", "properties", "a"))
                .isEqualTo(Json.parseObject("""
                        {"type":"object","default":{},"anyOf":[{}],"additionalProperties":{"type":"string",
                         "x-kubernetes-validations":[{"rule":"true","optionalOldSelf":false}]}}"""));
    }

    @Test
    void unknownFormatsAreWorthAWarning() {
        assertThat(DefinitionChecks.warnings(definition("{\"type\":\"string\",\"format\":\"odd\"}")))
                .containsExactly("unrecognized format \"odd\"");
        assertThat(DefinitionChecks.warnings(definition("{\"type\":\"integer\",\"format\":\"int32\"}")))
                .isEmpty();
    }
}
