package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Admission webhooks that are really called (kubernetes-api.md 8.4).
final class AdmissionCases {
    private static final String NONE = ",'sideEffects':'None'";

    private AdmissionCases() {}

    static final List<Case> ALL = List.of(
            new Case("webhook-mutate", room -> {
                String patch = "[{\"op\":\"remove\",\"path\":\"/spec/deep\"},"
                        + "{\"op\":\"add\",\"path\":\"/spec/title\",\"value\":\"hooked\"}]";
                with(room, _ -> patched(patch), true, "'CREATE'", NONE, hook -> {
                    room.eventually(() -> {
                        room.ask("DELETE", "{w}/a").send();
                        room.widget("a", "")
                                .is(201)
                                .has("/spec/title", "hooked")
                                .has("/spec/deep/mode", "fast"); // defaults come back
                    });
                    Map<String, Object> asked = hook.asked().getLast();
                    assertThat(Json.text(asked, "operation")).hasValue("CREATE");
                    assertThat(Json.text(asked, "resource", "resource")).hasValue("widgets");
                    assertThat(Json.text(asked, "object", "metadata", "name")).hasValue("a");
                    assertThat(Json.text(asked, "object", "metadata", "uid")).isEmpty();
                    assertThat(Json.text(asked, "options", "kind")).hasValue("CreateOptions");
                });
            }),
            new Case("webhook-validate", room -> {
                Map<String, Object> denial = Map.of(
                        "allowed",
                        false,
                        "warnings",
                        List.of("look out"),
                        "status",
                        Map.of("code", 418L, "message", "no teapots", "reason", "Teapot"));
                with(room, _ -> denial, false, "'CREATE','DELETE'", NONE, hook -> {
                    room.eventually(() -> room.post("{w}?dryRun=All", Room.widgetBody("a", ""))
                            .is(418)
                            .has("/reason", "Teapot")
                            .warns("look out")
                            .has(
                                    "/message",
                                    "admission webhook \"" + room.ns
                                            + "-v.example.test\" denied the request: no teapots"));
                    assertThat(Json.at(hook.asked().getLast(), "dryRun")).hasValue(true);
                });
            }),
            new Case("webhook-delete", room -> {
                room.widget("a", "'size':4").is(201);
                with(room, _ -> Map.of("allowed", false), false, "'DELETE'", NONE, hook -> {
                    room.eventually(() ->
                            room.delete("{w}/a?dryRun=All").is(400).contains("denied the request without explanation"));
                    assertThat(Json.at(hook.asked().getLast(), "oldObject", "spec", "size"))
                            .hasValue(4L);
                    assertThat(hook.asked().getLast()).containsEntry("operation", "DELETE");
                    assertThat(Json.at(hook.asked().getLast(), "object")).isEmpty();
                });
                room.eventually(() -> room.delete("{w}/a").is(200));
            }),
            new Case(
                    "webhook-failure",
                    room -> with(
                            room,
                            _ -> Map.of("allowed", true, "uid", "other"),
                            false,
                            "'CREATE'",
                            NONE,
                            _ -> room.eventually(() -> room.post("{w}?dryRun=All", Room.widgetBody("a", ""))
                                    .refuses(500, "InternalError", "expected response.uid=")))),
            new Case(
                    "webhook-failure-ignored",
                    room -> with(
                            room,
                            _ -> Map.of("allowed", true, "uid", "other"),
                            false,
                            "'CREATE'",
                            NONE + ",'failurePolicy':'Ignore'",
                            hook -> {
                                room.eventually(() -> {
                                    room.post("{w}?dryRun=All", Room.widgetBody("a", ""))
                                            .is(201);
                                    assertThat(hook.asked()).isNotEmpty();
                                });
                            })),
            new Case(
                    "webhook-conditions",
                    room -> with(
                            room,
                            _ -> Map.of("allowed", false),
                            false,
                            "'CREATE'",
                            NONE + ",'matchConditions':[{'name':'large','expression':'object.spec.size > 5'}]",
                            _ -> {
                                room.eventually(() -> room.post("{w}?dryRun=All", Room.widgetBody("a", "'size':6"))
                                        .is(400));
                                room.post("{w}?dryRun=All", Room.widgetBody("a", "'size':5"))
                                        .is(201);
                            })),
            new Case("webhook-invalid", room -> {
                String path = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
                String hook =
                        "{'metadata':{'name':'{ns}'},'webhooks':[{'name':'short','clientConfig':{'url':'http://x/'},"
                                + "'admissionReviewVersions':['v9'],'sideEffects':'Some','timeoutSeconds':31}]}";
                room.post(path, hook)
                        .refuses(422, "Invalid", "should be a domain with at least three segments separated by dots")
                        .contains("'https' is the only allowed URL scheme")
                        .contains("must include at least one of v1, v1beta1")
                        .contains("the timeout value must be between 1 and 30 seconds");
            }));

    private interface Body {
        void run(Hook hook) throws Exception;
    }

    private static Map<String, Object> patched(String patch) {
        return Map.of(
                "allowed",
                true,
                "patchType",
                "JSONPatch",
                "patch",
                Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)));
    }

    private static void with(
            Room room,
            Function<Map<String, Object>, Map<String, Object>> answer,
            boolean mutating,
            String operations,
            String more,
            Body body)
            throws Exception {
        Path keys = Files.createTempDirectory("hook-keys");
        try (Hook hook = Hook.open(keys, answer)) {
            String configuration = hook.register(room, mutating, operations, more);
            try {
                body.run(hook);
            } finally {
                room.delete(configuration);
            }
        }
    }
}
