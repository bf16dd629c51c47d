package dev.supercargo.kube.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.meta.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {
    private static StructuralSchema schema(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return BuiltinSchemas.of(group, apiVersion.substring(slash + 1), kind).orElseThrow();
    }

    @Test
    void unknownFieldsAreNamedInTheOrderOfTheDocument() {
        Map<String, Object> object = Json.parseObject("""
                {"metadata":{"name":"one","extra":"x"},"data":{"a":"b"},"nope":{"deep":1},"Data":{}}""");
        assertThat(Decoding.decode(schema("v1", "ConfigMap"), "ConfigMap", object))
                .containsExactly("metadata.extra", "nope", "Data");
        assertThat(object).isEqualTo(Json.parseObject("{\"metadata\":{\"name\":\"one\"},\"data\":{\"a\":\"b\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            v1      | ConfigMap | {"data":{"a":1}}                         | json: cannot unmarshal number into Go struct field ConfigMap.data of type string
            v1      | ConfigMap | {"metadata":{"name":5}}                  | json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string
            v1      | ConfigMap | {"metadata":{"labels":{"a":true}}}       | json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string
            v1      | ConfigMap | {"metadata":{"annotations":["a"]}}       | json: cannot unmarshal array into Go struct field ObjectMeta.metadata.annotations of type map[string]string
            v1      | Secret    | {"data":{"a":"not base64!"}}             | illegal base64 data at input byte 3
            v1      | Secret    | {"immutable":"yes"}                      | json: cannot unmarshal string into Go struct field Secret.immutable of type bool
            apps/v1 | Deployment | {"spec":{"replicas":4294967296}}        | json: cannot unmarshal number 4294967296 into Go struct field DeploymentSpec.spec.replicas of type int32
            apps/v1 | Deployment | {"spec":{"replicas":1.5}}               | json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32
            v1      | Event     | {"firstTimestamp":"yesterday"}           | parsing time "yesterday"
            coordination.k8s.io/v1 | Lease | {"spec":{"renewTime":"2025-01-01T00:00:00Z"}} | parsing time "2025-01-01T00:00:00Z" as "2006-01-02T15:04:05.000000Z07:00": cannot parse
            v1      | ResourceQuota | {"spec":{"hard":{"pods":"many"}}}    | quantities must match the regular expression
            """)
    void wrongTypesAreRefused(String apiVersion, String kind, String object, String text) {
        assertThatThrownBy(() -> Decoding.decode(schema(apiVersion, kind), kind, Json.parseObject(object)))
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            v1 | Secret        | {"data":{"a":null},"stringData":null,"type":null} | {"data":{"a":""}}
            v1 | Event         | {"firstTimestamp":"2020-01-01T02:00:00.5+02:00"}  | {"firstTimestamp":"2020-01-01T00:00:00Z"}
            v1 | Event         | {"eventTime":"2020-01-01T02:00:00.123456+02:00"}  | {"eventTime":"2020-01-01T00:00:00.123456Z"}
            v1 | ResourceQuota | {"spec":{"hard":{"pods":"1000m","memory":"1024Mi","cpu":2}}} | {"spec":{"hard":{"pods":"1","memory":"1Gi","cpu":"2"}}}
            v1 | Service       | {"spec":{"ports":[{"port":80,"targetPort":"http"},{"port":81,"targetPort":8081}]}} | {"spec":{"ports":[{"port":80,"targetPort":"http"},{"port":81,"targetPort":8081}]}}
            apiextensions.k8s.io/v1 | CustomResourceDefinition | {"spec":{"versions":[{"schema":{"openAPIV3Schema":{"type":"object","nope":1,"additionalProperties":true,"default":{"any":[null]},"items":{"type":"string","odd":1}}}}]}} | {"spec":{"versions":[{"schema":{"openAPIV3Schema":{"type":"object","additionalProperties":true,"default":{"any":[null]},"items":{"type":"string"}}}}]}}
            """)
    void valuesGetTheirForm(String apiVersion, String kind, String given, String wanted) {
        Map<String, Object> object = Json.parseObject(given);
        Decoding.decode(schema(apiVersion, kind), kind, object);
        assertThat(object).isEqualTo(Json.parseObject(wanted));
    }
}
