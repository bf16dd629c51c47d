package dev.supercargo.kube.apiserver.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourceSchemaTest {
    private static final CustomResourceSchema WIDGETS = CustomResourceSchema.of(
                    new ResourceType("demo.example.com", "v1", "Widget", "widgets", true), Json.parseObject("""
                            {"type":"object","properties":{
                              "spec":{"type":"object","properties":{
                                "size":{"type":"integer","minimum":0,"default":1},
                                "replicas":{"type":"integer"},
                                "template":{"type":"object","x-kubernetes-embedded-resource":true,
                                            "x-kubernetes-preserve-unknown-fields":true}},
                                "x-kubernetes-validations":[{"rule":"self.size < 100","message":"too big"}]},
                              "status":{"type":"object","properties":{"count":{"type":"integer","minimum":0}}}}}"""))
            .withReplicasAt("spec.replicas", "status.count");

    private static KubeObject widget(String rest) {
        return KubeObject.of(Json.parseObject("{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\","
                + "\"metadata\":{\"name\":\"one\",\"namespace\":\"n\",\"resourceVersion\":\"1\"}," + rest + "}"));
    }

    private static final String NOT_CHECKED =
            "<nil>: Invalid value: null: some validation rules were not checked because "
                    + "the object was invalid; correct the existing errors to complete validation";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rules after other errors       | "spec":{"size":-1}      | spec.size: Invalid value: -1: spec.size in body should be greater than or equal to 0
            rules                          | "spec":{"size":500}     | spec: Invalid value: too big
            replicas                       | "spec":{"size":1,"replicas":-1} | .spec.replicas: Invalid value: -1: should be a non-negative integer
            embedded resources             | "spec":{"size":1,"template":{"apiVersion":"a/b/c","kind":"X"}} | spec.template.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
            """)
    void oneError(String rule, String object, String error) {
        assertThat(WIDGETS.validate(widget(object)))
                .as(rule)
                .extracting(FieldError::toString)
                .containsExactly(error);
    }

    @Test
    void rulesAreNotAskedAboutObjectsOfWrongTypes() {
        assertThat(WIDGETS.validate(widget("\"spec\":{\"size\":\"x\"}")))
                .extracting(FieldError::toString)
                .containsExactly(
                        "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"",
                        NOT_CHECKED);
        assertThat(WIDGETS.validate(widget("\"spec\":{\"size\":1,\"template\":{}}")))
                .extracting(FieldError::toString)
                .containsExactly(
                        "spec.template.apiVersion: Required value", "spec.template.kind: Required value", NOT_CHECKED);
    }

    @Test
    void statusIsCheckedByItself() {
        KubeObject old = widget("\"spec\":{\"size\":1}");
        assertThat(WIDGETS.validateStatusUpdate(widget("\"spec\":{\"size\":1},\"status\":{\"count\":\"x\"}"), old))
                .extracting(FieldError::toString)
                .containsExactly(
                        "status.count: Invalid value: \"string\": count in body must be of type integer: \"string\"",
                        ".status.count: Invalid value: 0: .status.count accessor error: x is of the type string, expected"
                                + " int64",
                        NOT_CHECKED);
        assertThat(WIDGETS.validateStatusUpdate(widget("\"spec\":{\"size\":1},\"status\":\"x\""), old))
                .extracting(FieldError::toString)
                .containsExactly(
                        "status: Invalid value: \"string\":  in body must be of type object: \"string\"",
                        ".status.count: Invalid value: 0: .status.count accessor error: x is of the type string, expected"
                                + " map[string]interface{}",
                        NOT_CHECKED);
    }

    @Test
    void metadataIsDecodedHereAndInside() {
        Map<String, Object> object = Json.parseObject("""
                {"metadata":{"name":"one","odd":1,"labels":{"a":null},"creationTimestamp":null},"nope":1,
                 "spec":{"size":2.0,"template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"n","strange":1},"x":null}}}""");
        assertThat(WIDGETS.decode(object)).containsExactly("metadata.odd", "nope", "spec.template.metadata.strange");
        assertThat(object).isEqualTo(Json.parseObject("""
                        {"metadata":{"name":"one","labels":{"a":""}},
                         "spec":{"size":2,"template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"n"},"x":null}}}"""));
        for (String metadata : List.of("{\"labels\":{\"a\":1}}", "\"x\"", "{\"annotations\":[]}")) {
            assertThatThrownBy(() -> WIDGETS.decode(Json.parseObject("{\"metadata\":" + metadata + "}")))
                    .isInstanceOf(DecodeException.class)
                    .hasMessageStartingWith("json: cannot unmarshal ");
        }
    }
}
