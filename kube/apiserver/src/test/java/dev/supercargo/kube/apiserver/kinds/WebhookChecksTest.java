package dev.supercargo.kube.apiserver.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChecksTest {
    private static Map<String, Object> webhook(String change) {
        Map<String, Object> webhook = Json.parseObject("""
                {"name":"a.b.test","clientConfig":{"url":"https://127.0.0.1:1/x"},"sideEffects":"None",
                 "admissionReviewVersions":["v1"],"rules":[{"operations":["CREATE"],"apiGroups":["x"],
                 "apiVersions":["*"],"resources":["widgets"],"scope":"*"}]}""");
        webhook.putAll(Json.parseObject(change));
        return webhook;
    }

    private static List<String> texts(Object... webhooks) {
        return WebhookChecks.check(Map.of("webhooks", List.of(webhooks))).stream()
                .map(FieldError::toString)
                .toList();
    }

    @Test
    void aSoundOnePasses() {
        assertThat(texts(webhook("{}"))).isEmpty();
        assertThat(texts(webhook("{\"matchConditions\":[{\"name\":\"big\",\"expression\":\"object.spec.size > 5\"}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"short"}               | webhooks[0].name: Invalid value: "short": should be a domain with at least three segments separated by dots
            {"sideEffects":"Some"}         | webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"
            {"sideEffects":null}           | webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun
            {"admissionReviewVersions":[]} | webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1
            {"admissionReviewVersions":["v9"]} | webhooks[0].admissionReviewVersions: Invalid value: ["v9"]: must include at least one of v1, v1beta1
            {"timeoutSeconds":31}          | webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds
            {"clientConfig":{"url":"http://x/y"}} | webhooks[0].clientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]
            {"clientConfig":{"url":"https://u@x/y"}} | webhooks[0].clientConfig.url: Invalid value: "u": user information is not permitted in the URL
            {"clientConfig":{}}            | webhooks[0].clientConfig: Required value: exactly one of url or service is required
            {"failurePolicy":"Odd"}        | webhooks[0].failurePolicy: Unsupported value: "Odd": supported values: "Fail", "Ignore"
            {"matchConditions":[{"name":"x","expression":"1 + 1"}]} | webhooks[0].matchConditions[0].expression: Invalid value: "1 + 1": must evaluate to bool but got int
            {"rules":[{"operations":["ODD"],"apiGroups":["x"],"apiVersions":["v1"],"resources":["y"]}]} | webhooks[0].rules[0].operations[0]: Unsupported value: "ODD": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"
            {"rules":[{"operations":["*"],"apiGroups":["*","x"],"apiVersions":["v1"],"resources":["y"]}]} | webhooks[0].rules[0].apiGroups: Invalid value: ["*","x"]: if '*' is present, must not specify other API groups
            """)
    void refuses(String change, String error) {
        assertThat(texts(webhook(change))).containsExactly(error);
    }

    @Test
    void namesAreUnique() {
        assertThat(texts(webhook("{}"), webhook("{}")))
                .containsExactly("webhooks[1].name: Duplicate value: \"a.b.test\"");
    }
}
