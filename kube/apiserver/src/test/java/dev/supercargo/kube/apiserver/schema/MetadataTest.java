package dev.supercargo.kube.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    private static KubeObject object(String metadata) {
        return KubeObject.of(Json.parseObject("{\"metadata\":" + metadata + "}"));
    }

    private static List<String> texts(List<FieldError> errors) {
        return errors.stream().map(FieldError::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"namespace":"n"}                                            | metadata.name: Required value: name or generateName is required
            {"name":"Bad_Name","namespace":"n"}                          | metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',
            {"name":"a"}                                                 | metadata.namespace: Required value
            {"name":"a","namespace":"n","labels":{"a b":"c"}}            | metadata.labels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.',
            {"name":"a","namespace":"n","labels":{"a":"-x"}}             | metadata.labels: Invalid value: "-x": a valid label must be an empty string or consist of alphanumeric characters,
            {"name":"a","namespace":"n","labels":{"UPPER.com/a":"b"}}    | metadata.labels: Invalid value: "UPPER.com/a": prefix part a lowercase RFC 1123 subdomain must
            {"name":"a","namespace":"n","finalizers":["bad name"]}       | metadata.finalizers: Invalid value: "bad name": name part must consist of
            {"name":"a","namespace":"n","finalizers":["orphan","foregroundDeletion"]} | metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set
            {"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"v1","kind":"Event","name":"e","uid":"u"}]} | metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"e","uid":"u"}: /v1, Kind=Event is disallowed from being an owner
            {"name":"a","namespace":"n","ownerReferences":[{"apiVersion":"a/b/c","kind":"K","name":"e","uid":"u"}]} | metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty
            """)
    void refuses(String metadata, String text) {
        assertThat(texts(Metadata.validate(object(metadata), true, Metadata.NameRule.SUBDOMAIN)))
                .singleElement()
                .asString()
                .startsWith(text);
    }

    @Test
    void everythingIsCollected() {
        var owners =
                "\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"A\",\"name\":\"x\",\"uid\":\"1\",\"controller\":true},"
                        + "{\"apiVersion\":\"v1\",\"kind\":\"B\",\"name\":\"y\",\"uid\":\"2\",\"controller\":true}]";
        assertThat(texts(
                        Metadata.validate(object("{\"name\":\"a.b\"," + owners + "}"), false, Metadata.NameRule.LABEL)))
                .satisfiesExactly(
                        text -> assertThat(text)
                                .isEqualTo("metadata.name: Invalid value: \"a.b\": must not contain dots"),
                        text -> assertThat(text)
                                .endsWith("Only one reference can have Controller set to true. Found \"true\" in "
                                        + "references for A/x and B/y"));
    }

    @Test
    void annotationsHaveATotalSize() {
        String at = "{\"name\":\"a\",\"annotations\":{\"a\":\"" + "x".repeat(262_143) + "\"}}";
        String over = at.replace("\"a\":\"x", "\"a\":\"xx");
        assertThat(Metadata.validate(object(at), false, Metadata.NameRule.SUBDOMAIN))
                .isEmpty();
        assertThat(texts(Metadata.validate(object(over), false, Metadata.NameRule.SUBDOMAIN)))
                .containsExactly("metadata.annotations: Too long: may not be more than 262144 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"resourceVersion":"1","uid":"a"} | {"resourceVersion":"1","uid":"b"} | metadata.uid: Invalid value: "b": field is immutable
            {"resourceVersion":"1"}           | {"resourceVersion":"1","deletionTimestamp":"2001-01-01T00:00:00Z"} | metadata.deletionTimestamp: Invalid value: "2001-01-01T00:00:00Z": field is immutable
            {"resourceVersion":"1","deletionTimestamp":"2001-01-01T00:00:00Z"} | {"resourceVersion":"1"} | ``
            {"resourceVersion":"1","deletionTimestamp":"2001-01-01T00:00:00Z"} | {"resourceVersion":"1","finalizers":["x"]} | metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"x"}
            {"resourceVersion":"1","finalizers":["x"]} | {"resourceVersion":"1"} | ``
            """)
    void updates(String old, String now, String error) {
        assertThat(texts(Metadata.validateUpdate(object(now), object(old))))
                .containsExactlyElementsOf(error.isEmpty() ? List.of() : List.of(error));
    }

    @Test
    void bareFinalizersAreWorthAWarning() {
        assertThat(Metadata.warnings(object("{\"finalizers\":[\"short\",\"orphan\",\"a.b/c\"]}")))
                .containsExactly("metadata.finalizers: \"short\": prefer a domain-qualified finalizer name to avoid "
                        + "accidental conflicts with other finalizer writers");
        assertThat(Metadata.warnings(object("{\"finalizers\":[\"short\"]}"), object("{\"finalizers\":[\"short\"]}")))
                .isEmpty();
    }
}
