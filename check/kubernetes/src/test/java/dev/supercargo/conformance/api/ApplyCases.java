package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;

/// Server-side apply and field ownership (kubernetes-api.md 5.4 to 5.7).
final class ApplyCases {
    private ApplyCases() {}

    static final List<Case> ALL = List.of(
            new Case("apply-create", room -> {
                Answer made = room.apply("{cm}/a", "one", configMap("'k':'v'")).is(201);
                made.has("/metadata/managedFields/0/manager", "one")
                        .has("/metadata/managedFields/0/operation", "Apply")
                        .has("/metadata/managedFields/0/fieldsType", "FieldsV1");
                assertThat(made.at("/metadata/managedFields/0/fieldsV1"))
                        .isEqualTo(Map.of("f:data", Map.of("f:k", Map.of())));
            }),
            new Case("apply-noop", room -> {
                Answer made = room.apply("{cm}/a", "one", configMap("'k':'v'")).is(201);
                assertThat(room.apply("{cm}/a", "one", configMap("'k':'v'"))
                                .is(200)
                                .revision())
                        .isEqualTo(made.revision());
            }),
            new Case("apply-remove-field", room -> {
                room.apply("{cm}/a", "one", configMap("'k':'v','mine':'v'")).is(201);
                room.apply("{cm}/a", "two", configMap("'k':'v'")).is(200);
                room.apply("{cm}/a", "one", configMap("'other':'v'"))
                        .is(200)
                        .lacks("/data/mine")
                        .has("/data/k", "v")
                        .has("/data/other", "v");
            }),
            new Case("apply-conflict", room -> {
                room.apply("{cm}/a", "one", configMap("'k':'v'")).is(201);
                room.apply("{cm}/a", "two", configMap("'k':'w'"))
                        .refuses(409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.k")
                        .has("/details/causes/0/reason", "FieldManagerConflict")
                        .has("/details/causes/0/field", ".data.k");
                room.apply("{cm}/a?force=true", "two", configMap("'k':'w'"))
                        .is(200)
                        .has("/data/k", "w");
            }),
            new Case("apply-shared", room -> {
                room.apply("{cm}/a", "one", configMap("'k':'v'")).is(201);
                Answer both = room.apply("{cm}/a", "two", configMap("'k':'v'")).is(200);
                assertThat(Json.list(both.json(), "metadata", "managedFields"))
                        .extracting(item -> Json.text(item, "manager").orElse(""))
                        .containsExactlyInAnyOrder("one", "two");
            }),
            new Case("apply-map-list", room -> {
                room.apply("{w}/a", "one", widget("'steps':[{'name':'x','image':'1'},{'name':'y','image':'1'}]"))
                        .is(201)
                        .has("/spec/steps/0/retries", 3);
                Answer two = room.apply("{w}/a", "two", widget("'steps':[{'name':'z','image':'1'}]"))
                        .is(200);
                assertThat(Json.list(two.json(), "spec", "steps")).hasSize(3);
                two.contains("k:{\\\"name\\\":\\\"z\\\"}");
                Answer one = room.apply("{w}/a", "one", widget("'steps':[{'name':'y','image':'2'}]"))
                        .is(200);
                assertThat(Json.list(one.json(), "spec", "steps"))
                        .extracting(item -> Json.text(item, "name").orElse(""))
                        .containsExactlyInAnyOrder("y", "z");
            }),
            new Case("apply-set-atomic", room -> {
                room.apply("{w}/a", "one", widget("'tags':['a','b'],'args':['1','2']"))
                        .is(201);
                Answer two = room.apply("{w}/a", "two", widget("'tags':['c']")).is(200);
                assertThat(Json.list(two.json(), "spec", "tags")).containsExactlyInAnyOrder("a", "b", "c");
                room.apply("{w}/a", "two", widget("'tags':['c'],'args':['9']")).refuses(409, "Conflict", ".spec.args");
                room.apply("{w}/a?force=true", "two", widget("'tags':['c'],'args':['9']"))
                        .is(200)
                        .has("/spec/args/0", "9")
                        .lacks("/spec/args/1");
            }),
            new Case("apply-status", room -> {
                room.apply("{w}/a", "one", widget("'size':2")).is(201);
                Answer status = room.apply(
                                "{w}/a/status",
                                "two",
                                "{'apiVersion':'conformance.example.test/v1','kind':'Widget','metadata':{'name':'a'},"
                                        + "'status':{'phase':'Done'}}")
                        .is(200)
                        .has("/status/phase", "Done");
                assertThat(Json.list(status.json(), "metadata", "managedFields"))
                        .anySatisfy(item -> {
                            assertThat(Json.text(item, "manager")).hasValue("two");
                            assertThat(Json.text(item, "subresource")).hasValue("status");
                        });
            }),
            new Case("apply-errors", room -> {
                room.patch(Room.APPLY, "{cm}/a", configMap("")).refuses(422, "Invalid", "fieldManager: Required value");
                room.apply("{cm}/a", "one", configMap("").replace("'name'", "'managedFields':[{'manager':'x'}],'name'"))
                        .refuses(400, "BadRequest", "metadata.managedFields must be nil");
                assertThat(room.apply("{w}/a", "one", widget("'nope':1")).status())
                        .isGreaterThanOrEqualTo(400);
                assertThat(room.apply("{w}/a", "one", widget("").replace("test/v1", "test/v9"))
                                .status())
                        .isGreaterThanOrEqualTo(400);
            }),
            new Case("apply-over-update", room -> {
                room.apply("{cm}/a", "one", configMap("'k':'v'")).is(201);
                room.patch(Room.MERGE, "{cm}/a?fieldManager=other", "{'data':{'k':'w'}}")
                        .is(200);
                room.apply("{cm}/a", "one", configMap("'k':'v'")).refuses(409, "Conflict", "conflict with \"other\"");
                room.patch(Room.MERGE, "{cm}/a", "{'metadata':{'managedFields':[{}]}}")
                        .is(200);
                room.apply("{cm}/a", "one", configMap("'k':'x'")).refuses(409, "Conflict", "before-first-apply");
            }),
            new Case("apply-kubectl-migration", room -> {
                room.post(
                                "{cm}?fieldManager=kubectl-client-side-apply",
                                "{'metadata':{'name':'a','annotations':{'kubectl.kubernetes.io/last-applied-configuration':"
                                        + "'{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"name\\\":\\\"a\\\"},"
                                        + "\\\"data\\\":{\\\"k\\\":\\\"v\\\"}}'}},'data':{'k':'v'}}")
                        .is(201);
                room.apply("{cm}/a", "kubectl", configMap("'k':'w'")).is(200).has("/data/k", "w");
            }),
            new Case("managedfields-cap", room -> {
                room.post("{cm}", "{'metadata':{'name':'a'},'data':{'first':'v'}}")
                        .is(201);
                for (int i = 0; i < 12; i++) {
                    room.patch(Room.MERGE, "{cm}/a?fieldManager=m" + i, "{'data':{'k" + i + "':'v'}}")
                            .is(200);
                }
                assertThat(Json.list(room.get("{cm}/a").json(), "metadata", "managedFields"))
                        .hasSizeLessThanOrEqualTo(11)
                        .extracting(item -> Json.text(item, "manager").orElse(""))
                        .contains("ancient-changes");
            }));

    private static String configMap(String data) {
        return "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{" + data + "}}";
    }

    private static String widget(String spec) {
        return Room.widgetBody("a", spec);
    }
}
