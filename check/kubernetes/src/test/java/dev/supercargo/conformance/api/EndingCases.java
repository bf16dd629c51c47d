package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;

/// Deletion, garbage collection, namespaces (kubernetes-api.md 3.5, 3.6, 8.2, 11).
final class EndingCases {
    private EndingCases() {}

    static final List<Case> ALL = List.of(
            new Case("delete-status-body", room -> {
                Answer made = room.widget("one", "").is(201);
                room.delete("{w}/one")
                        .is(200)
                        .has("/kind", "Status")
                        .has("/status", "Success")
                        .has("/details/name", "one")
                        .has("/details/kind", "widgets")
                        .has("/details/uid", made.text("/metadata/uid"));
                room.delete("{w}/one").is(404);
            }),
            new Case("delete-finalizer", room -> {
                room.post("{w}", held("one")).is(201);
                Answer first = room.delete("{w}/one").is(200).has("/kind", "Widget");
                assertThat(first.text("/metadata/deletionTimestamp")).isNotEmpty();
                assertThat(room.delete("{w}/one").is(200).revision()).isEqualTo(first.revision());
                try (Watching watch = room.watch("{w}?watch=1&resourceVersion=" + first.revision())) {
                    room.patch(Room.MERGE, "{w}/one", "{'metadata':{'finalizers':null}}")
                            .is(200);
                    watch.next("DELETED", "one");
                }
                room.get("{w}/one").is(404);
            }),
            new Case("delete-no-new-finalizer", room -> {
                room.post("{w}", held("one")).is(201);
                room.delete("{w}/one").is(200);
                room.patch(Room.MERGE, "{w}/one", "{'metadata':{'finalizers':['example.test/a','example.test/b']}}")
                        .refuses(422, "Invalid", "no new finalizers can be added if the object is being deleted");
                room.patch(Room.MERGE, "{w}/one", "{'metadata':{'finalizers':null}}")
                        .is(200);
            }),
            new Case("delete-preconditions", room -> {
                Answer made = room.widget("one", "").is(201);
                room.ask("DELETE", "{w}/one")
                        .body("{'preconditions':{'uid':'x'}}")
                        .send()
                        .refuses(409, "Conflict", "the UID in the precondition (x) does not match the UID in record");
                room.ask("DELETE", "{w}/one")
                        .body("{'preconditions':{'resourceVersion':'1'}}")
                        .send()
                        .refuses(409, "Conflict", "the ResourceVersion in the precondition (1) does not match");
                room.ask("DELETE", "{w}/one")
                        .body("{'preconditions':{'uid':'" + made.text("/metadata/uid") + "'}}")
                        .send()
                        .is(200);
            }),
            new Case("delete-recreate-blocked", room -> {
                room.post("{w}", held("one")).is(201);
                room.delete("{w}/one").is(200);
                room.widget("one", "").refuses(409, "AlreadyExists", "object is being deleted: ");
                room.patch(Room.MERGE, "{w}/one", "{'metadata':{'finalizers':null}}")
                        .is(200);
                room.widget("one", "").is(201);
            }),
            new Case("deletecollection", room -> {
                room.widget("one", "'color':'blue'").is(201);
                room.widget("two", "'color':'red'").is(201);
                assertThat(room.delete("{w}?fieldSelector=spec.color%3Dblue")
                                .is(200)
                                .names())
                        .containsExactly("one");
                assertThat(room.get("{w}").names()).containsExactly("two");
            }),
            new Case("gc-background", room -> {
                String owner = owner(room, "owner");
                room.configMap("owned", ",'ownerReferences':[" + owner + "]").is(201);
                room.delete("{cm}/owner").is(200);
                room.eventually(() -> room.get("{cm}/owned").is(404));
            }),
            new Case("gc-foreground", room -> {
                String owner = owner(room, "owner");
                room.configMap(
                                "owned",
                                ",'finalizers':['example.test/hold'],'ownerReferences':["
                                        + owner.replace("}", ",'blockOwnerDeletion':true}") + "]")
                        .is(201);
                room.eventually(() -> {
                    // a collector that has not seen the new object yet would let the owner go
                    room.get("{cm}/owned").is(200);
                });
                room.delete("{cm}/owner?propagationPolicy=Foreground")
                        .is(200)
                        .has("/metadata/finalizers/0", "foregroundDeletion");
                room.eventually(() -> assertThat(room.get("{cm}/owned").is(200).text("/metadata/deletionTimestamp"))
                        .isNotEmpty());
                room.get("{cm}/owner").is(200);
                room.patch(Room.MERGE, "{cm}/owned", "{'metadata':{'finalizers':null}}")
                        .is(200);
                room.eventually(() -> room.get("{cm}/owner").is(404));
            }),
            new Case("gc-orphan", room -> {
                String owner = owner(room, "owner");
                room.configMap("owned", ",'ownerReferences':[" + owner + "]").is(201);
                room.delete("{cm}/owner?propagationPolicy=Orphan").is(200);
                room.eventually(() -> room.get("{cm}/owner").is(404));
                room.eventually(() -> room.get("{cm}/owned").is(200).lacks("/metadata/ownerReferences/0"));
            }),
            new Case("gc-two-owners", room -> {
                String one = owner(room, "one");
                String two = owner(room, "two");
                room.configMap("owned", ",'ownerReferences':[" + one + "," + two + "]")
                        .is(201);
                room.delete("{cm}/one").is(200);
                room.eventually(() -> room.get("{cm}/owned")
                        .is(200)
                        .has("/metadata/ownerReferences/0/name", "two")
                        .lacks("/metadata/ownerReferences/1"));
            }),
            new Case("gc-wrong-uid", room -> {
                room.configMap("owner", "").is(201);
                room.configMap(
                                "owned",
                                ",'ownerReferences':[{'apiVersion':'v1','kind':'ConfigMap','name':'owner','uid':'other'}]")
                        .is(201);
                room.eventually(() -> room.get("{cm}/owned").is(404));
                room.get("{cm}/owner").is(200);
            }),
            new Case("ns-lifecycle", room -> {
                room.get("/api/v1/namespaces/{ns}")
                        .is(200)
                        .has("/metadata/labels/kubernetes.io~1metadata.name", room.ns)
                        .has("/spec/finalizers/0", "kubernetes")
                        .has("/status/phase", "Active");
                room.eventually(() -> room.get("/api/v1/namespaces/{ns}/serviceaccounts/default")
                        .is(200));
                room.eventually(() -> assertThat(
                                room.get("{cm}/kube-root-ca.crt").is(200).text("/data/ca.crt"))
                        .contains("BEGIN CERTIFICATE"));
            }),
            new Case("ns-delete", room -> {
                String inner = "/api/v1/namespaces/{ns}-x";
                room.post("/api/v1/namespaces", "{'metadata':{'name':'{ns}-x'}}")
                        .is(201);
                room.post(inner + "/configmaps", "{'metadata':{'name':'c','finalizers':['example.test/hold']}}")
                        .is(201);
                room.delete(inner).is(200).has("/status/phase", "Terminating");
                room.eventually(() -> room.post(inner + "/configmaps", "{'metadata':{'name':'late'}}")
                        .refuses(403, "Forbidden", "because it is being terminated")
                        .has("/details/causes/0/reason", "NamespaceTerminating"));
                room.eventually(
                        () -> assertThat(Json.print(room.get(inner).is(200).at("/status")))
                                .contains("NamespaceFinalizersRemaining")
                                .contains("example.test/hold"));
                room.patch(Room.MERGE, inner + "/configmaps/c", "{'metadata':{'finalizers':null}}")
                        .is(200);
                room.eventually(() -> room.get(inner).is(404));
            }),
            new Case(
                    "ns-protected",
                    room -> room.delete("/api/v1/namespaces/default")
                            .refuses(403, "Forbidden", "this namespace may not be deleted")));

    private static String held(String name) {
        return Room.widgetBody(name, "").replace("'name'", "'finalizers':['example.test/a'],'name'");
    }

    private static String owner(Room room, String name) throws Exception {
        Answer made = room.configMap(name, "").is(201);
        return "{'apiVersion':'v1','kind':'ConfigMap','name':'" + name + "','uid':'" + made.text("/metadata/uid")
                + "'}";
    }
}
