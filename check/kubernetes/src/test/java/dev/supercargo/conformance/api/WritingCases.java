package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Create, update, status, scale, and what is refused (kubernetes-api.md 3).
final class WritingCases {
    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    private WritingCases() {}

    static final List<Case> CREATE = List.of(
            new Case("create-201", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                made.has("/metadata/generation", 1).has("/metadata/managedFields/0/operation", "Update");
                assertThat(made.text("/metadata/uid")).hasSize(36);
                assertThat(made.text("/metadata/creationTimestamp"))
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
                assertThat(made.revision()).isPositive();
                assertThat(Json.list(made.json(), "metadata", "managedFields")).hasSize(1);
            }),
            new Case("create-exists", room -> {
                room.widget("one", "").is(201);
                room.widget("one", "")
                        .refuses(409, "AlreadyExists", "widgets.conformance.example.test \"one\" already exists")
                        .has("/details/name", "one")
                        .has("/details/kind", "widgets");
            }),
            new Case("create-generateName", room -> {
                String body = "{'metadata':{'generateName':'made-'}}";
                String first = room.post("{cm}", body).is(201).text("/metadata/name");
                String second = room.post("{cm}", body).is(201).text("/metadata/name");
                assertThat(first)
                        .matches("made-[bcdfghjklmnpqrstvwxz2456789]{5}")
                        .isNotEqualTo(second);
            }),
            new Case(
                    "create-no-name",
                    room -> room.post("{cm}", "{'metadata':{}}")
                            .refuses(
                                    422, "Invalid", "metadata.name: Required value: name or generateName is required")),
            new Case(
                    "create-bad-name",
                    room -> room.configMap("Bad_Name", "")
                            .refuses(422, "Invalid", "a lowercase RFC 1123 subdomain must consist of")),
            new Case(
                    "create-namespace-mismatch",
                    room -> room.configMap("a", ",'namespace':'other'")
                            .refuses(400, "BadRequest", "the namespace of the provided object does not match")),
            new Case("create-wrong-apiVersion", room -> {
                String body = Room.widgetBody("a", "").replace("test/v1", "test/v2");
                room.post("{w}", body).refuses(400, "BadRequest", "does not match the expected API version");
            }),
            new Case("create-wipes-system-fields", room -> {
                Answer made = room.configMap(
                                "a",
                                ",'uid':'x','creationTimestamp':'2001-01-01T00:00:00Z',"
                                        + "'deletionTimestamp':'2001-01-01T00:00:00Z','generation':7")
                        .is(201)
                        .lacks("/metadata/deletionTimestamp");
                assertThat(made.text("/metadata/uid")).isNotEqualTo("x");
                assertThat(made.text("/metadata/creationTimestamp")).doesNotStartWith("2001");
            }),
            new Case("create-status-dropped", room -> {
                String body = Room.widgetBody("a", "").replace("'spec'", "'status':{'phase':'Done'},'spec'");
                room.post("{w}", body).is(201).lacks("/status");
            }),
            new Case(
                    "create-missing-namespace",
                    room -> room.post("/api/v1/namespaces/{ns}-not/configmaps", "{'metadata':{'name':'a'}}")
                            .refuses(404, "NotFound", "not found")
                            .has("/details/kind", "namespaces")),
            new Case("create-protobuf", room -> {
                // ConfigMap {metadata {name: "pb"}, data {"k": "v"}}
                byte[] body = HexFormat.of()
                        .parseHex("6b387300" + "0a0f0a0276311209436f6e6669674d6170" + "120e" + "0a04" + "0a027062"
                                + "1206" + "0a016b" + "120176" + "1a00" + "2200");
                room.ask("POST", "{cm}")
                        .header("Content-Type", PROTOBUF)
                        .bytes(body)
                        .send()
                        .is(201)
                        .has("/metadata/name", "pb")
                        .has("/data/k", "v");
            }),
            new Case("delete-options-protobuf", room -> {
                room.widget("one", "").is(201);
                // DeleteOptions {propagationPolicy: "Background"}
                byte[] body = HexFormat.of()
                        .parseHex("6b387300" + "0a130a0276311" + "20d44656c6574654f7074696f6e73" + "120c"
                                + "220a4261636b67726f756e64");
                room.ask("DELETE", "{w}/one")
                        .header("Content-Type", PROTOBUF)
                        .bytes(body)
                        .send()
                        .is(200);
            }),
            new Case(
                    "create-protobuf-cr",
                    room -> room.ask("POST", "{w}")
                            .header("Content-Type", PROTOBUF)
                            .bytes(HexFormat.of().parseHex("6b3873000a0f0a0276311206576964676574"))
                            .send()
                            .is(415)),
            new Case("body-too-large", room -> {
                String body = "{'metadata':{'name':'big'},'data':{'k':'" + "x".repeat(3 * 1024 * 1024 + 10) + "'}}";
                room.post("{cm}", body).refuses(413, "RequestEntityTooLarge", "limit is 3145728");
            }),
            new Case("bad-json", room -> room.post("{cm}", "{").refuses(400, "BadRequest", "")),
            new Case("nested-too-deep", room -> {
                String body = "{'metadata':{'name':'deep'},'spec':" + "[".repeat(10_100) + "]".repeat(10_100) + "}";
                room.post("{w}", body).is(400);
            }),
            new Case(
                    "yaml-body",
                    room -> room.ask("POST", "{cm}")
                            .header("Content-Type", "application/yaml")
                            .bytes("metadata:\n  name: y1\ndata:\n  a: \"1\"\n".getBytes(StandardCharsets.UTF_8))
                            .send()
                            .is(201)
                            .has("/data/a", "1")),
            new Case(
                    "media-type-415",
                    room -> room.ask("POST", "{cm}")
                            .header("Content-Type", "text/plain")
                            .body("x")
                            .send()
                            .refuses(415, "UnsupportedMediaType", "accepted media types include: application/json")),
            new Case(
                    "get-404",
                    room -> room.get("{w}/none")
                            .refuses(404, "NotFound", "widgets.conformance.example.test \"none\" not found")
                            .has("/details/kind", "widgets")
                            .has("/details/group", "conformance.example.test")),
            new Case(
                    "get-unknown-resource",
                    room -> room.get(Room.GROUP + "/nopes").is(404)),
            new Case("metadata-limits", room -> {
                room.configMap("a", ",'labels':{'bad key':'v'}")
                        .refuses(422, "Invalid", "metadata.labels: Invalid value: \"bad key\"");
                room.configMap("a", ",'annotations':{'k':'" + "x".repeat(262_200) + "'}")
                        .refuses(422, "Invalid", "metadata.annotations: Too long");
                room.configMap("a", ",'finalizers':['bad finalizer']").refuses(422, "Invalid", "metadata.finalizers");
                room.configMap("a", ",'ownerReferences':[{'apiVersion':'v1','kind':'','name':'x','uid':'y'}]")
                        .refuses(422, "Invalid", "metadata.ownerReferences");
            }));

    static final List<Case> UPDATE = List.of(
            new Case("update-ok", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                Answer put = room.put("{w}/one", made.text().replace("\"size\":2", "\"size\":3"))
                        .is(200)
                        .has("/spec/size", 3)
                        .has("/metadata/generation", 2);
                assertThat(put.revision()).isGreaterThan(made.revision());
            }),
            new Case("update-stale", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                String body = made.text().replace("\"size\":2", "\"size\":3");
                room.put("{w}/one", body).is(200);
                room.put("{w}/one", body)
                        .refuses(
                                409,
                                "Conflict",
                                "Operation cannot be fulfilled on widgets.conformance.example.test \"one\": the object has"
                                        + " been modified; please apply your changes to the latest version and try again");
            }),
            new Case("update-no-rv", room -> {
                room.widget("one", "").is(201);
                room.put("{w}/one", Room.widgetBody("one", "'size':3"))
                        .refuses(
                                422,
                                "Invalid",
                                "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
                room.configMap("one", "").is(201);
                room.put("{cm}/one", "{'metadata':{'name':'one'},'data':{'a':'b'}}")
                        .is(200);
            }),
            new Case("update-missing", room -> {
                room.put("{w}/none", Room.widgetBody("none", "").replace("'name'", "'resourceVersion':'1','name'"))
                        .is(404);
                room.put("{cm}/none", "{'metadata':{'name':'none'}}").is(404);
                room.put(
                                "/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles/none",
                                "{'metadata':{'name':'none'}}")
                        .is(201);
                room.put("/apis/coordination.k8s.io/v1/namespaces/{ns}/leases/none", "{'metadata':{'name':'none'}}")
                        .is(201);
            }),
            new Case("update-uid-mismatch", room -> {
                room.configMap("one", "").is(201);
                room.put("{cm}/one", "{'metadata':{'name':'one','uid':'other'}}")
                        .refuses(409, "Conflict", "Precondition failed: UID in precondition: other");
            }),
            new Case("update-name-mismatch", room -> {
                room.configMap("one", "").is(201);
                room.put("{cm}/one", "{'metadata':{'name':'two'}}")
                        .refuses(
                                400,
                                "BadRequest",
                                "the name of the object (two) does not match the name on the URL (one)");
            }),
            new Case("update-noop", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                assertThat(room.put("{w}/one", made.text()).is(200).revision()).isEqualTo(made.revision());
                try (Watching watch = room.watch("{w}?watch=1&resourceVersion=" + made.revision())) {
                    room.put("{w}/one", made.text()).is(200);
                    room.widget("two", "").is(201);
                    watch.next("ADDED", "two");
                }
            }),
            new Case("update-immutable-meta", room -> {
                Answer made = room.configMap("one", "").is(201);
                String when = made.text("/metadata/creationTimestamp");
                room.put("{cm}/one", made.text().replace(when, "2001-01-01T00:00:00Z"))
                        .is(200)
                        .has("/metadata/creationTimestamp", when);
                room.put("{cm}/one", "{'metadata':{'name':'one','deletionTimestamp':'2001-01-01T00:00:00Z'}}")
                        .refuses(422, "Invalid", "metadata.deletionTimestamp");
            }),
            new Case("update-metadata-only", room -> {
                Answer made = room.widget("one", "").is(201);
                Answer patched = room.patch(Room.MERGE, "{w}/one", "{'metadata':{'labels':{'a':'b'}}}")
                        .is(200)
                        .has("/metadata/generation", 1);
                assertThat(patched.revision()).isGreaterThan(made.revision());
            }),
            new Case("concurrent-updates", room -> {
                room.post("{cm}", "{'metadata':{'name':'n'},'data':{'n':'0'}}").is(201);
                try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                    Callable<Integer> increment = () -> {
                        int status = 409;
                        while (status == 409) {
                            Answer now = room.get("{cm}/n");
                            String old = "\"n\":\"" + now.text("/data/n") + "\"";
                            String next = "\"n\":\"" + (Integer.parseInt(now.text("/data/n")) + 1) + "\"";
                            status = room.put("{cm}/n", now.text().replace(old, next))
                                    .status();
                        }
                        return status;
                    };
                    for (var done : tasks.invokeAll(java.util.Collections.nCopies(20, increment))) {
                        assertThat(done.get()).isEqualTo(200);
                    }
                }
                room.get("{cm}/n").has("/data/n", "20");
            }),
            new Case("status-put", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                String body = made.text()
                        .replace("\"size\":2", "\"size\":9")
                        .replace("\"spec\"", "\"status\":{\"phase\":\"Done\"},\"spec\"")
                        .replace("\"name\":\"one\"", "\"name\":\"one\",\"labels\":{\"a\":\"b\"}");
                room.put("{w}/one/status", body)
                        .is(200)
                        .has("/status/phase", "Done")
                        .has("/spec/size", 2)
                        .has("/metadata/generation", 1)
                        .lacks("/metadata/labels");
            }),
            new Case("status-main-ignored", room -> {
                room.widget("one", "").is(201);
                room.patch(Room.MERGE, "{w}/one/status", "{'status':{'phase':'Done'}}")
                        .is(200);
                room.patch(Room.MERGE, "{w}/one", "{'status':{'phase':'Other'}}")
                        .is(200)
                        .has("/status/phase", "Done");
            }),
            new Case("status-absent-subresource", room -> {
                String blobs = Room.GROUP + "/namespaces/{ns}/blobs";
                room.post(blobs, Room.widgetBody("one", "").replace("Widget", "Blob"))
                        .is(201);
                room.get(blobs + "/one/status").is(404);
            }),
            new Case("scale-get-put", room -> {
                room.widget("one", "'replicas':1").is(201);
                Answer scale =
                        room.get("{w}/one/scale").is(200).has("/kind", "Scale").has("/spec/replicas", 1);
                room.put("{w}/one/scale", scale.text().replace("\"replicas\":1", "\"replicas\":4"))
                        .is(200)
                        .has("/spec/replicas", 4);
                room.get("{w}/one").has("/spec/replicas", 4).has("/metadata/generation", 2);
            }),
            new Case("secret-rules", room -> {
                String secrets = "/api/v1/namespaces/{ns}/secrets";
                room.post(secrets, "{'metadata':{'name':'s'},'stringData':{'a':'x'}}")
                        .is(201)
                        .has("/type", "Opaque")
                        .has("/data/a", Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8)))
                        .lacks("/stringData");
                room.patch(Room.MERGE, secrets + "/s", "{'type':'other'}")
                        .refuses(422, "Invalid", "type: Invalid value: \"other\": field is immutable");
                room.patch(Room.MERGE, secrets + "/s", "{'immutable':true}").is(200);
                room.patch(Room.MERGE, secrets + "/s", "{'data':{'a':'eQ=='}}")
                        .refuses(422, "Invalid", "field is immutable when `immutable` is set");
                room.post(secrets, "{'metadata':{'name':'t'},'data':{'bad key':'eA=='}}")
                        .refuses(422, "Invalid", "a valid config key must consist of");
                room.post(secrets, "{'metadata':{'name':'t'},'type':'kubernetes.io/service-account-token'}")
                        .refuses(422, "Invalid", "kubernetes.io/service-account.name]: Required value");
            }),
            new Case("configmap-rules", room -> {
                room.post("{cm}", "{'metadata':{'name':'c'},'data':{'k':'v'},'binaryData':{'k':'eA=='}}")
                        .refuses(422, "Invalid", "duplicate of key present in");
                room.post("{cm}", "{'metadata':{'name':'c'},'data':{'k':'" + "x".repeat(1_048_600) + "'}}")
                        .refuses(422, "Invalid", "Too long");
                room.post("{cm}", "{'metadata':{'name':'c'},'data':{'k':'v'},'immutable':true}")
                        .is(201);
                room.patch(Room.MERGE, "{cm}/c", "{'data':{'k':'w'}}")
                        .refuses(422, "Invalid", "field is immutable when `immutable` is set");
            }),
            new Case("events", room -> {
                String event =
                        "{'metadata':{'name':'e'},'involvedObject':{'kind':'ConfigMap','name':'c','namespace':'{ns}'},"
                                + "'reason':'Why','message':'text','type':'Normal'}";
                room.post("/api/v1/namespaces/{ns}/events", event).is(201);
                room.get("/apis/events.k8s.io/v1/namespaces/{ns}/events/e")
                        .is(200)
                        .has("/regarding/name", "c")
                        .has("/note", "text");
                assertThat(room.get("/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name%3Dc,reason%3DWhy")
                                .is(200)
                                .names())
                        .containsExactly("e");
                room.post(
                                "/api/v1/namespaces/{ns}/events",
                                event.replace("'namespace':'{ns}'", "'namespace':'elsewhere'")
                                        .replace("'e'", "'f'"))
                        .refuses(422, "Invalid", "involvedObject.namespace");
            }),
            new Case("lease-race", room -> {
                String leases = "/apis/coordination.k8s.io/v1/namespaces/{ns}/leases";
                Answer made = room.post(
                                leases,
                                "{'metadata':{'name':'l'},'spec':{'holderIdentity':'a','leaseDurationSeconds':15,"
                                        + "'renewTime':'2026-01-02T03:04:05.123456Z'}}")
                        .is(201)
                        .has("/spec/renewTime", "2026-01-02T03:04:05.123456Z");
                String one = made.text().replace("\"a\"", "\"b\"");
                String other = made.text().replace("\"a\"", "\"c\"");
                room.put(leases + "/l", one).is(200);
                room.put(leases + "/l", other).is(409);
            }));
}
