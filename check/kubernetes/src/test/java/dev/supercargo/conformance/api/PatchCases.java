package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// Patches, field validation, dry runs and options (kubernetes-api.md 1.4, 3.7, 3.8, 5.1 to 5.3).
final class PatchCases {
    private PatchCases() {}

    static final List<Case> ALL = List.of(
            new Case("merge-patch", room -> {
                room.widget("one", "'size':2,'deep':{'mode':'slow','note':'n'}").is(201);
                room.patch(Room.MERGE, "{w}/one", "{'spec':{'deep':{'note':null,'mode':'fine'},'title':'abc'}}")
                        .is(200)
                        .has("/spec/deep/mode", "fine")
                        .lacks("/spec/deep/note")
                        .has("/spec/title", "abc")
                        .has("/spec/size", 2);
            }),
            new Case("json-patch", room -> {
                room.widget("one", "'size':2,'args':['a','b']").is(201);
                room.patch(
                                Room.JSON,
                                "{w}/one",
                                "[{'op':'test','path':'/spec/size','value':2},{'op':'replace','path':'/spec/size','value':3},"
                                        + "{'op':'add','path':'/spec/args/-','value':'c'},{'op':'remove','path':'/spec/args/0'},"
                                        + "{'op':'copy','from':'/spec/args/0','path':'/spec/title'}]")
                        .is(200)
                        .has("/spec/size", 3)
                        .has("/spec/args/0", "b")
                        .has("/spec/args/1", "c")
                        .has("/spec/title", "b");
                room.patch(Room.JSON, "{w}/one", "[{'op':'test','path':'/spec/size','value':7}]")
                        .refuses(422, "Invalid", "the server rejected our request");
                room.patch(Room.JSON, "{w}/one", "[{'op':'remove','path':'/spec/none'}]")
                        .is(422);
                room.patch(Room.JSON, "{w}/one", "{'op':'remove'}").is(400);
            }),
            new Case("json-patch-too-many", room -> {
                room.widget("one", "").is(201);
                String test = "{'op':'test','path':'/spec/size','value':1},";
                room.patch(Room.JSON, "{w}/one", "[" + test.repeat(10_001) + test.replace("},", "}]"))
                        .refuses(413, "RequestEntityTooLarge", "maximum operations in a JSON patch is 10000");
            }),
            new Case("json-patch-rv", room -> {
                room.widget("one", "").is(201);
                room.patch(Room.JSON, "{w}/one", "[{'op':'replace','path':'/metadata/resourceVersion','value':'1'}]")
                        .refuses(409, "Conflict", "the object has been modified");
                room.patch(Room.MERGE, "{w}/one", "{'metadata':{'resourceVersion':'1'}}")
                        .is(409);
            }),
            new Case("smp-lists", room -> {
                String accounts = "/api/v1/namespaces/{ns}/serviceaccounts";
                room.post(
                                accounts,
                                "{'metadata':{'name':'a'},'secrets':[{'name':'x'},{'name':'y'}],'imagePullSecrets':[{'name':'p'}]}")
                        .is(201);
                room.patch(Room.STRATEGIC, accounts + "/a", "{'secrets':[{'name':'z'},{'name':'x','$patch':'delete'}]}")
                        .is(200)
                        .has("/secrets/0/name", "z")
                        .has("/secrets/1/name", "y")
                        .lacks("/secrets/2");
                room.patch(
                                Room.STRATEGIC,
                                accounts + "/a",
                                "{'$setElementOrder/secrets':[{'name':'y'},{'name':'z'}],'secrets':[]}")
                        .is(200)
                        .has("/secrets/0/name", "y")
                        .has("/secrets/1/name", "z");
            }),
            new Case("smp-cr", room -> {
                room.widget("one", "").is(201);
                room.patch(Room.STRATEGIC, "{w}/one", "{}")
                        .refuses(
                                415,
                                "UnsupportedMediaType",
                                "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
            }),
            new Case("patch-missing", room -> {
                room.patch(Room.MERGE, "{cm}/none", "{}").is(404);
                room.patch(Room.JSON, "{cm}/none", "[]").is(404);
                room.patch(Room.STRATEGIC, "{cm}/none", "{}").is(404);
                room.apply("{cm}/none", "m", "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'none'}}")
                        .is(201);
            }),
            new Case("patch-result-invalid", room -> {
                room.widget("one", "").is(201);
                room.patch(Room.MERGE, "{w}/one", "{'spec':{'size':101}}")
                        .refuses(
                                422,
                                "Invalid",
                                "spec.size: Invalid value: 101: spec.size in body should be less than or equal to 100");
                room.patch(Room.MERGE, "{w}/one", "[]").is(400);
            }),
            new Case("patch-noop", room -> {
                Answer made = room.widget("one", "'size':2").is(201);
                assertThat(room.patch(Room.MERGE, "{w}/one", "{'spec':{'size':2}}")
                                .is(200)
                                .revision())
                        .isEqualTo(made.revision());
            }),
            new Case("patch-name", room -> {
                room.configMap("one", "").is(201);
                room.patch(Room.MERGE, "{cm}/one", "{'metadata':{'name':'two'}}")
                        .is(400);
            }),
            new Case(
                    "strict-unknown",
                    room -> room.post("{w}?fieldValidation=Strict", Room.widgetBody("a", "'nope':1"))
                            .refuses(400, "BadRequest", "strict decoding error: unknown field \"spec.nope\"")),
            new Case(
                    "warn-unknown",
                    room -> room.widget("a", "'nope':1")
                            .is(201)
                            .warns("299 - \"unknown field \\\"spec.nope\\\"\"")
                            .lacks("/spec/nope")),
            new Case(
                    "ignore-unknown",
                    room -> room.post("{w}?fieldValidation=Ignore", Room.widgetBody("a", "'nope':1"))
                            .is(201)
                            .warnsNot()
                            .lacks("/spec/nope")),
            new Case(
                    "strict-duplicate",
                    room -> room.post("{w}?fieldValidation=Strict", Room.widgetBody("a", "'size':1,'size':2"))
                            .refuses(400, "BadRequest", "duplicate field \"spec.size\"")),
            new Case("strict-builtin", room -> {
                room.post("{cm}?fieldValidation=Strict", "{'metadata':{'name':'a'},'daat':{}}")
                        .refuses(400, "BadRequest", "unknown field \"daat\"");
                room.configMap("b", ",'nope':1").is(201).warns("unknown field \\\"metadata.nope\\\"");
            }),
            new Case("dryrun-create", room -> {
                for (int i = 0; i < 2; i++) {
                    Answer made = room.post("{w}?dryRun=All", Room.widgetBody("a", ""))
                            .is(201);
                    assertThat(made.text("/metadata/uid")).isNotEmpty();
                    assertThat(made.text("/metadata/resourceVersion")).isEmpty();
                }
                room.get("{w}/a").is(404);
            }),
            new Case("dryrun-update-delete", room -> {
                Answer made = room.widget("a", "'size':2").is(201);
                room.patch(Room.MERGE, "{w}/a?dryRun=All", "{'spec':{'size':3}}")
                        .is(200)
                        .has("/spec/size", 3)
                        .has("/metadata/resourceVersion", made.text("/metadata/resourceVersion"));
                room.delete("{w}/a?dryRun=All").is(200);
                room.get("{w}/a").is(200).has("/spec/size", 2);
                room.delete("{w}/none?dryRun=All").is(404);
                room.post("{w}?dryRun=All", Room.widgetBody("a", "")).is(409);
            }),
            new Case("option-errors", room -> {
                room.configMap("a", "").is(201);
                String patch = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}";
                room.patch(Room.APPLY, "{cm}/a", patch)
                        .refuses(422, "Invalid", "fieldManager: Required value: is required for apply patch");
                room.patch(Room.MERGE, "{cm}/a?force=true", "{}")
                        .refuses(422, "Invalid", "force: Forbidden: may not be specified for non-apply patch");
                room.post("{cm}?dryRun=x", "{'metadata':{'name':'b'}}")
                        .refuses(422, "Invalid", "dryRun: Unsupported value: ");
                room.post("{cm}?fieldValidation=x", "{'metadata':{'name':'b'}}")
                        .refuses(422, "Invalid", "fieldValidation: Unsupported value: \"x\"");
                room.delete("{cm}/a?propagationPolicy=x")
                        .refuses(422, "Invalid", "propagationPolicy: Unsupported value");
                room.delete("{cm}/a?propagationPolicy=Orphan&orphanDependents=true")
                        .refuses(422, "Invalid", "cannot be both set");
                room.post("{cm}?fieldManager=" + "m".repeat(129), "{'metadata':{'name':'b'}}")
                        .refuses(422, "Invalid", "fieldManager: Too long");
                room.get("{cm}?limit=x").refuses(400, "BadRequest", "strconv.ParseInt: parsing \"x\": invalid syntax");
                room.get("{cm}?timeout=abc").refuses(400, "BadRequest", "invalid timeout");
            }));
}
