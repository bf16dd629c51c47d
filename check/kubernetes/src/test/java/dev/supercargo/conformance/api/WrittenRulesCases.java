package dev.supercargo.conformance.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Objects that carry rules or structure themselves (definitions, policies, webhooks, workloads): what is filled in,
/// and
/// what is said of mistakes. Found by asking both servers the same.
final class WrittenRulesCases {
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All";
    private static final String ADMISSION = "/apis/admissionregistration.k8s.io/v1/";
    private static final String CONSTRAINTS = "'matchConstraints':{'resourceRules':[{'apiGroups':['no.test'],"
            + "'apiVersions':['v1'],'operations':['CREATE'],'resources':['x']}]}";

    private WrittenRulesCases() {}

    static final List<Case> ALL = List.of(
            new Case("definition-mistakes", room -> {
                var wrong = new LinkedHashMap<String, String>();
                wrong.put("'type':'object','properties':{'kind':{'type':'integer'}}", "properties[kind].type: Invalid");
                wrong.put("'type':'object','properties':{'metadata':{'type':'string'}}", "must be object");
                wrong.put(
                        "'type':'object','additionalProperties':{'type':'string'}",
                        "additionalProperties: Forbidden: must not be used at the root");
                wrong.put(
                        spec("'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['z'],"
                                + "'items':{'type':'object','properties':{'k':{'type':'string'}}}"),
                        "x-kubernetes-list-map-keys: Invalid value: [\"z\"]: entries must all be names of item");
                for (Map.Entry<String, String> each : wrong.entrySet()) {
                    room.post(DEFINITIONS, definition(each.getKey(), "", "")).refuses(422, "Invalid", each.getValue());
                }
                String fine = "'type':'object'";
                room.post(DEFINITIONS, definition(fine, ",'deprecationWarning':'x'", ""))
                        .refuses(422, "Invalid", "can only be set for deprecated versions");
                room.post(DEFINITIONS, definition(fine, "", ",'conversion':{'strategy':'Webhook'}"))
                        .refuses(422, "Invalid", "required when strategy is set to Webhook");
                room.post(DEFINITIONS, definition(fine, ",'selectableFields':[{'jsonPath':'spec.a'}]", ""))
                        .refuses(422, "Invalid", "is an invalid path: expected [ or . but got: spec");
            }),
            new Case("rule-literals", room -> {
                Map<String, String> wrong = Map.of(
                        "self.matches(\\'(\\')", "1:14: invalid matches argument",
                        "timestamp(\\'x\\') < timestamp(self)", "1:11: invalid timestamp argument",
                        "duration(\\'x\\') < duration(self)", "1:10: invalid duration argument",
                        "self in [\\'a\\', 1]", "expected type 'string' but found 'int'");
                for (Map.Entry<String, String> each : wrong.entrySet()) {
                    String schema =
                            spec("'type':'string','x-kubernetes-validations':[{'rule':'" + each.getKey() + "'}]");
                    room.post(DEFINITIONS, definition(schema, "", "")).refuses(422, "Invalid", each.getValue());
                }
            }),
            new Case(
                    "policy-defaults",
                    room -> room.post(
                                    ADMISSION + "validatingadmissionpolicies?dryRun=All",
                                    policy("'validations':[{'expression':'true'}]"))
                            .is(201)
                            .has("/spec/failurePolicy", "Fail")
                            .has("/spec/matchConstraints/matchPolicy", "Equivalent")
                            .has("/spec/matchConstraints/resourceRules/0/scope", "*")),
            new Case("policy-mistakes", room -> {
                var wrong = new LinkedHashMap<String, String>();
                wrong.put("'validations':[]", "validations or auditAnnotations must contain at least one item");
                wrong.put("'validations':[{'expression':'foo'}]", "undeclared reference to 'foo'");
                wrong.put("'validations':[{'expression':'1'}]", "must evaluate to bool but got int");
                wrong.put("'validations':[{'expression':'params.x == 1'}]", "undeclared reference to 'params'");
                wrong.put("'validations':[{'expression':'true','reason':'Foo'}]", "Unsupported value: \"Foo\"");
                wrong.put(
                        "'validations':[{'expression':'true','messageExpression':'1'}]",
                        "must evaluate to string but got int");
                wrong.put(
                        "'validations':[{'expression':'true'}],'variables':[{'name':'a-b','expression':'1'}]",
                        "must be a valid CEL identifier");
                wrong.put("'validations':[{'expression':'true'}],'paramKind':{}", "spec.paramKind.kind: Required");
                for (Map.Entry<String, String> each : wrong.entrySet()) {
                    room.post(ADMISSION + "validatingadmissionpolicies?dryRun=All", policy(each.getKey()))
                            .refuses(422, "Invalid", each.getValue());
                }
                room.post(
                                ADMISSION + "validatingadmissionpolicybindings?dryRun=All",
                                "{'metadata':{'name':'{ns}'},'spec':{'policyName':'x','validationActions':['Deny','Warn']}}")
                        .refuses(422, "Invalid", "must not contain both Deny and Warn");
            }),
            new Case("webhook-mistakes", room -> {
                var wrong = new LinkedHashMap<String, String>();
                wrong.put(
                        "'clientConfig':{'service':{'name':'a','namespace':'b','port':0}}",
                        "port is not valid: must be between 1 and 65535, inclusive");
                wrong.put(
                        "'clientConfig':{'service':{'name':'a','namespace':'b','path':'x'}}", "must start with a '/'");
                wrong.put("'admissionReviewVersions':['v1','v1']", "duplicate version");
                for (Map.Entry<String, String> each : wrong.entrySet()) {
                    var fields = new LinkedHashMap<String, String>();
                    fields.put("clientConfig", "'clientConfig':{'url':'https://127.0.0.1:1/x'}");
                    fields.put("admissionReviewVersions", "'admissionReviewVersions':['v1']");
                    fields.put(each.getKey().split("'", -1)[1], each.getKey());
                    room.post(
                                    ADMISSION + "validatingwebhookconfigurations?dryRun=All",
                                    "{'metadata':{'name':'{ns}'},'webhooks':[{'name':'a.b.c','sideEffects':'None',"
                                            + String.join(",", fields.values()) + "}]}")
                            .refuses(422, "Invalid", each.getValue());
                }
            }),
            new Case("workload-defaults", room -> {
                String template = "'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c',"
                        + "'image':'i','ports':[{'containerPort':80}]}]}}";
                room.post(
                                "/apis/apps/v1/namespaces/{ns}/deployments?dryRun=All",
                                "{'metadata':{'name':'a'},'spec':{'selector':{'matchLabels':{'a':'b'}}," + template
                                        + "}}")
                        .is(201)
                        .has("/spec/replicas", 1)
                        .has("/spec/strategy/rollingUpdate/maxSurge", "25%")
                        .has("/spec/template/spec/restartPolicy", "Always")
                        .has("/spec/template/spec/containers/0/imagePullPolicy", "Always")
                        .has("/spec/template/spec/containers/0/ports/0/protocol", "TCP");
                room.post(
                                "/apis/apps/v1/namespaces/{ns}/statefulsets?dryRun=All",
                                "{'metadata':{'name':'a'},'spec':{'serviceName':'s','selector':{'matchLabels':{'a':'b'}},"
                                        + template + "}}")
                        .is(201)
                        .has("/spec/podManagementPolicy", "OrderedReady")
                        .has("/status/replicas", 0);
                room.post(
                                "/apis/batch/v1/namespaces/{ns}/jobs?dryRun=All",
                                "{'metadata':{'name':'a'},'spec':{"
                                        + template.replace("'spec':{", "'spec':{'restartPolicy':'Never',") + "}}")
                        .is(201)
                        .has("/spec/backoffLimit", 6)
                        .has("/metadata/labels/batch.kubernetes.io~1job-name", "a");
                room.post(
                                "/api/v1/namespaces/{ns}/services?dryRun=All",
                                "{'metadata':{'name':'a'},'spec':{'ports':[{'port':80}]}}")
                        .is(201)
                        .has("/spec/type", "ClusterIP")
                        .has("/spec/ports/0/targetPort", 80);
            }),
            new Case("scale-deployment", room -> {
                String path = "/apis/apps/v1/namespaces/{ns}/deployments";
                room.post(
                                path,
                                "{'metadata':{'name':'a'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{"
                                        + "'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}")
                        .is(201);
                room.patch(Room.MERGE, path + "/a/scale", "{'spec':{'replicas':5}}")
                        .is(200)
                        .has("/kind", "Scale")
                        .has("/spec/replicas", 5)
                        .has("/status/selector", "a=b");
                room.get(path + "/a").is(200).has("/spec/replicas", 5);
                room.patch(Room.MERGE, path + "/a/scale", "{'spec':{'replicas':-1}}")
                        .refuses(
                                422, "Invalid", "spec.replicas: Invalid value: -1: must be greater than or equal to 0");
            }),
            new Case("builtin-empty-members", room -> {
                room.post(
                                "/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles",
                                "{'metadata':{'name':'a','labels':{}},'rules':[{'verbs':['get'],'apiGroups':[''],"
                                        + "'resources':['x'],'resourceNames':[]}]}")
                        .is(201)
                        .lacks("/metadata/labels")
                        .lacks("/rules/0/resourceNames");
            }),
            new Case("body-mistakes", room -> {
                room.post("{cm}", "[]").refuses(400, "BadRequest", "} (5b5d)");
                room.post("{cm}", "{'kind':5}")
                        .refuses(
                                400, "BadRequest", "cannot unmarshal number into Go struct field .kind of type string");
                room.post("{w}", "{'kind':'Widget'}")
                        .refuses(400, "BadRequest", "the API version in the data () does not match");
                room.post("{cm}", "{'apiVersion':'a/v2','kind':'ConfigMap'}")
                        .refuses(400, "BadRequest", "ConfigMap in version \"v2\" cannot be handled as a ConfigMap");
                room.configMap("a", "").is(201);
                room.ask("DELETE", "{cm}/a")
                        .body("{'preconditions':{'uid':5}}")
                        .send()
                        .refuses(400, "BadRequest", "Preconditions.preconditions.uid of type types.UID");
            }));

    private static String spec(String schema) {
        return "'type':'object','properties':{'spec':{" + schema + "}}";
    }

    private static String definition(String schema, String version, String more) {
        return "{'metadata':{'name':'bads.{ns}.test'},'spec':{'group':'{ns}.test','scope':'Namespaced',"
                + "'names':{'plural':'bads','kind':'Bad'},'versions':[{'name':'v1','served':true,'storage':true,"
                + "'schema':{'openAPIV3Schema':{" + schema + "}}" + version + "}]" + more + "}}";
    }

    private static String policy(String spec) {
        return "{'metadata':{'name':'{ns}'},'spec':{" + CONSTRAINTS + "," + spec + "}}";
    }
}
