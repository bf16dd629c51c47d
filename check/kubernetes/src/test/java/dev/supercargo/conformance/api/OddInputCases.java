package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;

/// Requests that are odd, wrong or half wrong, and what is said of them. Found by asking both servers the same.
final class OddInputCases {
    private static final String SERVICE_ACCOUNTS = "/api/v1/namespaces/{ns}/serviceaccounts";
    private static final String EVENTS = "/api/v1/namespaces/{ns}/events";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/{ns}/leases";
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private OddInputCases() {}

    static final List<Case> ALL = List.of(
            new Case("json-patch-whole", room -> {
                room.configMap("a", "").is(201);
                String whole = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'r':'1'}}";
                room.patch(Room.JSON, "{cm}/a", "[{'op':'replace','path':'','value':" + whole + "}]")
                        .is(200)
                        .has("/data/r", "1");
            }),
            new Case("patch-other-kind", room -> {
                room.configMap("a", "").is(201);
                room.widget("a", "").is(201);
                room.patch(Room.MERGE, "{cm}/a", "{'kind':'Secret'}")
                        .refuses(422, "Invalid", "converting (v1.Secret) to (core.ConfigMap): unknown conversion");
                room.patch(Room.MERGE, "{cm}/a", "{'apiVersion':'v2'}")
                        .refuses(422, "Invalid", "no kind \"ConfigMap\" is registered for version \"v2\"");
                room.patch(Room.MERGE, "{w}/a", "{'kind':'Blob'}")
                        .refuses(422, "Invalid", "kind: Invalid value: \"Blob\": must be Widget");
                room.patch(Room.JSON, "{w}/a", "[{'op':'remove','path':'/kind'}]")
                        .refuses(422, "Invalid", "Object 'Kind' is missing");
            }),
            new Case("strategic-patch-null", room -> {
                room.post(SERVICE_ACCOUNTS, "{'metadata':{'name':'a'}}").is(201);
                room.patch(Room.STRATEGIC, SERVICE_ACCOUNTS + "/a", "null").is(200);
                room.patch(Room.STRATEGIC, SERVICE_ACCOUNTS + "/a", "[1]")
                        .refuses(400, "BadRequest", "json: cannot unmarshal array into Go value of type map[");
            }),
            new Case("apply-null-spares-others", room -> {
                room.apply("{w}/a", "first", widget("'steps':[{'name':'one'}],'size':3"))
                        .is(201);
                room.apply("{w}/a", "second", widget("'steps':null")).is(200).has("/spec/steps/0/name", "one");
                room.apply(
                                "{w}/a",
                                "second",
                                "{'apiVersion':'conformance.example.test/v1','kind':'Widget',"
                                        + "'metadata':{'name':'a'},'spec':null}")
                        .is(200)
                        .has("/spec/steps/0/name", "one")
                        .has("/spec/size", 3);
            }),
            new Case("finalizers-without-domain", room -> {
                String why = "metadata.finalizers[0]: Invalid value: \"bad\": name is neither a standard finalizer name"
                        + " nor is it fully qualified";
                room.configMap("a", ",'finalizers':['bad']").refuses(422, "Invalid", why);
                room.configMap("a", "").is(201);
                room.patch(Room.MERGE, "{cm}/a", "{'metadata':{'finalizers':['bad']}}")
                        .refuses(422, "Invalid", why);
                String loose = Room.widgetBody("a", "").replace("'a'}", "'a','finalizers':['bad']}");
                room.post("{w}", loose).is(201);
                room.patch(Room.MERGE, "{w}/a", "{'metadata':{'finalizers':null}}")
                        .is(200);
            }),
            new Case("update-repeats-metadata-errors", room -> {
                room.configMap("a", "").is(201);
                room.widget("a", "").is(201);
                room.post(LEASES, "{'metadata':{'name':'a'}}").is(201);
                String labels = "{'metadata':{'labels':{'a b':'c'}}}";
                assertThat(causes(room.patch(Room.MERGE, "{cm}/a", labels))).hasSize(4);
                assertThat(causes(room.patch(Room.MERGE, "{w}/a", labels))).hasSize(3);
                assertThat(causes(room.patch(Room.MERGE, LEASES + "/a", labels)))
                        .hasSize(3);
            }),
            new Case("label-selector-errors", room -> {
                Map<String, String> wrong = Map.of(
                        "(", "found '(', expected: !, identifier, or 'end of string'",
                        "k,", "found '', expected: identifier after ','",
                        "k=v=w", "found '=', expected: ',' or 'end of string'",
                        "k%20in%20(v", "unable to parse requirement: found '', expected: ',' or ')'",
                        "k%20in%20(=", "unable to parse requirement: found '=', expected: ',', ')' or identifier");
                for (Map.Entry<String, String> each : wrong.entrySet()) {
                    Answer answer =
                            room.get("{cm}?labelSelector=" + each.getKey()).is(400);
                    assertThat(answer.text("/message")).isEqualTo(each.getValue());
                }
            }),
            new Case("field-selector-escapes", room -> {
                room.get("{cm}?fieldSelector=metadata.name%3Da%3Db")
                        .refuses(400, "BadRequest", "invalid field selector: unescaped character in value: 61");
                room.get("{cm}?fieldSelector=metadata.name%3Da%5C")
                        .refuses(400, "BadRequest", "invalid field selector: invalid escape sequence: \\");
                room.get("{cm}?fieldSelector=metadata.name%3Da%5C,b").is(200);
            }),
            new Case("scale-patches", room -> {
                room.widget("a", "'replicas':2").is(201);
                String scale = "{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{'name':'b'},'spec':{}}";
                room.put("{w}/a/scale", scale)
                        .refuses(
                                400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
                room.patch(Room.JSON, "{w}/a/scale", "[{'op':'replace','path':'/spec/replicas','value':5}]")
                        .is(200)
                        .has("/spec/replicas", 5);
                room.patch(Room.STRATEGIC, "{w}/a/scale", "{'spec':{'replicas':3}}")
                        .is(415);
            }),
            new Case("namespace-phase", room -> {
                String namespace = "/api/v1/namespaces/{ns}";
                room.patch(Room.MERGE, namespace + "/status", "{'status':{'phase':'Terminating'}}")
                        .refuses(422, "Invalid", "may only be 'Active' if `deletionTimestamp` is empty");
                room.put(namespace + "/finalize", "{'metadata':{'name':'{ns}'},'spec':{'finalizers':['bad']}}")
                        .refuses(422, "Invalid", "spec.finalizers[0]: Invalid value: \"bad\"");
            }),
            new Case("aggregation-selector-invalid", room -> {
                room.post(
                                "/apis/rbac.authorization.k8s.io/v1/clusterroles",
                                "{'metadata':{'name':'{ns}'},'aggregationRule':{'clusterRoleSelectors':"
                                        + "[{'matchExpressions':[{'key':'a','operator':'Foo'}]}]}}")
                        .refuses(422, "Invalid", "not a valid selector operator");
                room.post(REVIEWS, "{'spec':{'user':'jo','resourceAttributes':{'verb':'get','resource':'pods'}}}")
                        .is(201)
                        .has("/status/allowed", false);
            }),
            new Case("webhook-selector-invalid", room -> {
                String webhook = "{'name':'a.b.c','clientConfig':{'url':'https://127.0.0.1:1/x'},'sideEffects':'None',"
                        + "'admissionReviewVersions':['v1'],'rules':[],'namespaceSelector':{'matchExpressions':"
                        + "[{'key':'a','operator':'In'}]}}";
                room.post(
                                "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations?dryRun=All",
                                "{'metadata':{'name':'{ns}'},'webhooks':[" + webhook + "]}")
                        .refuses(422, "Invalid", "must be specified when `operator` is 'In' or 'NotIn'");
            }),
            new Case("token-request-errors", room -> {
                room.post(SERVICE_ACCOUNTS, "{'metadata':{'name':'bot'}}").is(201);
                String path = SERVICE_ACCOUNTS + "/bot/token";
                room.post(path, "{'metadata':{'name':'other'},'spec':{}}")
                        .refuses(422, "Invalid", "must match the service account name if specified");
                room.post(path, "{'spec':{'boundObjectRef':{'kind':'Secret','apiVersion':'v1'}}}")
                        .refuses(400, "BadRequest", "Name parameter required.");
            }),
            new Case("event-with-time", room -> {
                String event = "{'metadata':{'name':'e'},'involvedObject':{'kind':'Pod','namespace':'{ns}'},"
                        + "'reason':'R','type':'Normal','eventTime':'2026-01-01T00:00:00.000000Z'";
                room.post(EVENTS, event + "}").refuses(422, "Invalid", "reportingComponent: Required value");
                room.post(
                                EVENTS,
                                event + ",'reportingComponent':'a.b/c','reportingInstance':'i','action':'Act',"
                                        + "'series':{'count':1}}")
                        .is(201)
                        .contains("\"lastObservedTime\":null");
            }),
            new Case("review-selectors", room -> {
                String attributes = "{'spec':{'user':'jo','resourceAttributes':{'verb':'list','resource':'pods',%s}}}";
                room.post(REVIEWS, attributes.formatted("'labelSelector':{}"))
                        .refuses(422, "Invalid", "requirements or rawSelector is required");
                String both = "'fieldSelector':{'rawSelector':'a=b','requirements':[{'key':'a','operator':'In',"
                        + "'values':['b']}]}";
                room.post(REVIEWS, attributes.formatted(both))
                        .refuses(422, "Invalid", "may not specified at the same time as requirements");
                String strange = "'labelSelector':{'requirements':[{'key':'a','operator':'Foo'}]}";
                room.post(REVIEWS, attributes.formatted(strange))
                        .is(201)
                        .has(
                                "/status/evaluationError",
                                "spec.resourceAttributes.labelSelector ignored due to parse error");
            }),
            new Case("yaml-repeated-keys", room -> {
                String text = "metadata: {name: f}\ndata: {a: \"1\", a: \"2\"}\n";
                String remark = "line 2: key \"a\" already set in map";
                room.ask("POST", "{cm}?fieldValidation=Strict")
                        .header("Content-Type", "application/yaml")
                        .body(text)
                        .send()
                        .refuses(400, "BadRequest", "strict decoding error: yaml: unmarshal errors:\n  " + remark);
                room.ask("POST", "{cm}?fieldValidation=Warn")
                        .header("Content-Type", "application/yaml")
                        .body(text)
                        .send()
                        .is(201)
                        .warns("already set in map");
            }),
            new Case("delete-options-malformed", room -> {
                room.configMap("a", "").is(201);
                for (String body : List.of("[]", "{")) {
                    room.ask("DELETE", "{cm}/a")
                            .body(body)
                            .send()
                            .refuses(400, "BadRequest", "couldn't get version/kind; json parse error: ");
                }
            }),
            new Case("lease-unreleased-fields", room -> {
                room.post(LEASES, "{'metadata':{'name':'a'},'spec':{'strategy':'x','preferredHolder':'y'}}")
                        .is(201)
                        .lacks("/spec/strategy")
                        .lacks("/spec/preferredHolder");
            }),
            new Case("secret-tls-warning", room -> {
                room.post(
                                "/api/v1/namespaces/{ns}/secrets",
                                "{'metadata':{'name':'a'},'type':'kubernetes.io/tls',"
                                        + "'data':{'tls.crt':'YQ==','tls.key':'YQ=='}}")
                        .is(201)
                        .warns("tls: failed to find any PEM data in certificate input");
            }),
            new Case("table-workloads", room -> {
                Map<String, String> wanted = Map.of(
                        "apps/v1/namespaces/{ns}/statefulsets", "Name Ready Age Containers Images",
                        "apps/v1/namespaces/{ns}/daemonsets",
                                "Name Desired Current Ready Up-to-date Available Node Selector Age Containers Images"
                                        + " Selector",
                        "apps/v1/namespaces/{ns}/replicasets",
                                "Name Desired Current Ready Age Containers Images Selector",
                        "batch/v1/namespaces/{ns}/cronjobs",
                                "Name Schedule Timezone Suspend Active Last Schedule Age Containers Images Selector",
                        "admissionregistration.k8s.io/v1/validatingadmissionpolicies", "Name Validations ParamKind Age",
                        "admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
                                "Name PolicyName ParamRef Age");
                for (Map.Entry<String, String> each : wanted.entrySet()) {
                    Answer table = room.ask("GET", "/apis/" + each.getKey())
                            .header("Accept", TABLE)
                            .send()
                            .is(200);
                    assertThat(Json.list(table.json(), "columnDefinitions").stream()
                                    .map(column -> Json.text(column, "name").orElse("")))
                            .as(each.getKey())
                            .containsExactlyElementsOf(columns(each.getValue()));
                }
            }));

    private static List<String> columns(String names) {
        return List.of(names.replace("Node Selector", "Node_Selector")
                        .replace("Last Schedule", "Last_Schedule")
                        .split(" "))
                .stream()
                .map(name -> name.replace('_', ' '))
                .toList();
    }

    private static String widget(String spec) {
        return Room.widgetBody("a", spec);
    }

    private static List<Object> causes(Answer answer) {
        return Json.list(answer.is(422).json(), "details", "causes");
    }
}
