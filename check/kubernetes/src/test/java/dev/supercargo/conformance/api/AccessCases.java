package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Who may do what (kubernetes-api.md 7, 8.3).
final class AccessCases {
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final String ACCOUNTS = "/api/v1/namespaces/{ns}/serviceaccounts";

    private AccessCases() {}

    static final List<Case> ALL = List.of(
            new Case("rbac-verbs", room -> {
                room.configMap("a", "").is(201);
                as(room, "GET", "{cm}/a", "")
                        .refuses(
                                403,
                                "Forbidden",
                                "configmaps \"a\" is forbidden: User \"jo\" cannot get resource \"configmaps\" in API group"
                                        + " \"\" in the namespace \"" + room.ns + "\"");
                grant(room, "'verbs':['get'],'apiGroups':[''],'resources':['configmaps']");
                room.eventually(() -> as(room, "GET", "{cm}/a", "").is(200));
                as(room, "GET", "{cm}", "").is(403);
                as(room, "GET", "{cm}?watch=1", "").is(403);
                as(room, "POST", "{cm}", "{'metadata':{'name':'b'}}").is(403);
                as(room, "PUT", "{cm}/a", "{'metadata':{'name':'a'}}").is(403);
                as(room, "DELETE", "{cm}/a", "").is(403);
                as(room, "DELETE", "{cm}", "").is(403);
                room.ask("PATCH", "{cm}/a")
                        .as("jo")
                        .header("Content-Type", Room.MERGE)
                        .body("{}")
                        .send()
                        .is(403);
            }),
            new Case("rbac-resourcenames", room -> {
                room.configMap("a", "").is(201);
                grant(
                        room,
                        "'verbs':['get','list','create'],'apiGroups':[''],'resources':['configmaps'],'resourceNames':['a']");
                room.eventually(() -> as(room, "GET", "{cm}/a", "").is(200));
                as(room, "GET", "{cm}", "").is(403);
                as(room, "GET", "{cm}?fieldSelector=metadata.name%3Da", "").is(200);
                as(room, "POST", "{cm}", "{'metadata':{'name':'a'}}").is(403);
            }),
            new Case("rbac-subresource", room -> {
                room.widget("a", "").is(201);
                grant(
                        room,
                        "'verbs':['patch'],'apiGroups':['conformance.example.test'],'resources':['widgets/status']");
                room.eventually(() -> patchAs(room, "{w}/a/status", "{'status':{'phase':'x'}}")
                        .is(200));
                patchAs(room, "{w}/a", "{}").is(403);
                room.ask("GET", "{w}/a/scale").as("jo").send().is(403);
            }),
            new Case("rbac-nonresource", room -> {
                room.ask("GET", "/metrics").as(room.ns + "-jo").send().is(403);
                room.post(
                                RBAC + "/clusterroles",
                                "{'metadata':{'name':'{ns}-m'},'rules':[{'verbs':['get'],'nonResourceURLs':['/metrics','/healthz*']}]}")
                        .is(201);
                room.post(
                                RBAC + "/clusterrolebindings",
                                "{'metadata':{'name':'{ns}-m'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole',"
                                        + "'name':'{ns}-m'},'subjects':[{'kind':'User','name':'{ns}-jo'}]}")
                        .is(201);
                room.eventually(
                        () -> room.ask("GET", "/metrics").as("{ns}-jo").send().is(200));
                room.ask("GET", "/healthz/ping").as("{ns}-jo").send().is(200);
                room.delete(RBAC + "/clusterrolebindings/{ns}-m").is(200);
                room.delete(RBAC + "/clusterroles/{ns}-m").is(200);
            }),
            new Case("rbac-binding-kinds", room -> {
                room.configMap("a", "").is(201);
                String rule = "'verbs':['get'],'apiGroups':[''],'resources':['configmaps']";
                role(room, "r", rule);
                bind(room, "g", "Role", "r", "{'kind':'Group','apiGroup':'rbac.authorization.k8s.io','name':'team'}");
                bind(room, "s", "Role", "r", "{'kind':'ServiceAccount','name':'robot','namespace':'{ns}'}");
                room.eventually(() -> room.ask("GET", "{cm}/a")
                        .as("someone")
                        .header("Impersonate-Group", "team")
                        .send()
                        .is(200));
                room.eventually(() -> room.ask("GET", "{cm}/a")
                        .as("system:serviceaccount:{ns}:robot")
                        .send()
                        .is(200));
                bind(
                        room,
                        "c",
                        "ClusterRole",
                        "view",
                        "{'kind':'User','apiGroup':'rbac.authorization.k8s.io','name':'kim'}");
                room.eventually(() -> room.ask("GET", "{cm}/a").as("kim").send().is(200));
                room.ask("GET", "/api/v1/configmaps").as("kim").send().is(403);
            }),
            new Case("rbac-dangling", room -> {
                bind(room, "d", "Role", "none", "{'kind':'User','name':'jo'}");
                room.eventually(() -> as(room, "GET", "{cm}/a", "")
                        .refuses(403, "Forbidden", "role.rbac.authorization.k8s.io \"none\" not found"));
            }),
            new Case("rbac-escalation", room -> {
                grant(
                        room,
                        "'verbs':['create'],'apiGroups':['rbac.authorization.k8s.io'],'resources':['roles','rolebindings']");
                String role =
                        "{'metadata':{'name':'more'},'rules':[{'verbs':['get'],'apiGroups':[''],'resources':['secrets']}]}";
                room.eventually(() -> as(room, "POST", RBAC + "/namespaces/{ns}/roles", role)
                        .refuses(403, "Forbidden", "is attempting to grant RBAC permissions not currently held"));
                String binding = "{'metadata':{'name':'more'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io',"
                        + "'kind':'ClusterRole','name':'edit'},'subjects':[{'kind':'User','name':'jo'}]}";
                as(room, "POST", RBAC + "/namespaces/{ns}/rolebindings", binding)
                        .is(403);
                role(
                        room,
                        "e",
                        "'verbs':['escalate','bind'],'apiGroups':['rbac.authorization.k8s.io'],'resources':['roles','clusterroles']");
                bind(room, "e", "Role", "e", "{'kind':'User','name':'jo'}");
                room.eventually(() ->
                        as(room, "POST", RBAC + "/namespaces/{ns}/roles", role).is(201));
                as(room, "POST", RBAC + "/namespaces/{ns}/rolebindings", binding)
                        .is(201);
            }),
            new Case("rbac-roleref-immutable", room -> {
                bind(room, "b", "Role", "one", "{'kind':'User','name':'jo'}");
                room.patch(Room.MERGE, RBAC + "/namespaces/{ns}/rolebindings/b", "{'roleRef':{'name':'two'}}")
                        .refuses(422, "Invalid", "cannot change roleRef");
            }),
            new Case("rbac-aggregation", room -> {
                room.post(
                                RBAC + "/clusterroles",
                                "{'metadata':{'name':'{ns}-all'},'rules':[],'aggregationRule':{'clusterRoleSelectors':"
                                        + "[{'matchLabels':{'to':'{ns}'}}]}}")
                        .is(201);
                room.post(
                                RBAC + "/clusterroles",
                                "{'metadata':{'name':'{ns}-part','labels':{'to':'{ns}'}},'rules':[{'verbs':['get'],"
                                        + "'apiGroups':[''],'resources':['pods']}]}")
                        .is(201);
                room.eventually(
                        () -> room.get(RBAC + "/clusterroles/{ns}-all").is(200).has("/rules/0/resources/0", "pods"));
                room.delete(RBAC + "/clusterroles/{ns}-part").is(200);
                room.delete(RBAC + "/clusterroles/{ns}-all").is(200);
            }),
            new Case("rbac-patch-creates", room -> {
                grant(room, "'verbs':['patch'],'apiGroups':[''],'resources':['configmaps']");
                String body = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'n'}}";
                room.configMap("known", "").is(201);
                room.eventually(() -> patchAs(room, "{cm}/known", "{}").is(200));
                room.ask("PATCH", "{cm}/n?fieldManager=m")
                        .as("jo")
                        .header("Content-Type", Room.APPLY)
                        .body(body)
                        .send()
                        .refuses(403, "Forbidden", "cannot create resource \"configmaps\"");
            }),
            new Case("impersonation", room -> {
                String reviews = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
                String body = "{'apiVersion':'authentication.k8s.io/v1','kind':'SelfSubjectReview'}";
                Answer jo = room.ask("POST", reviews)
                        .as("jo")
                        .header("Impersonate-Group", "team")
                        .header("Impersonate-Extra-Why", "test")
                        .body(body)
                        .send()
                        .is(201)
                        .has("/status/userInfo/username", "jo")
                        .has("/status/userInfo/extra/why/0", "test");
                assertThat(Json.list(jo.json(), "status", "userInfo", "groups"))
                        .containsExactlyInAnyOrder("team", "system:authenticated");
                assertThat(room.ask("POST", reviews)
                                .header("Impersonate-Group", "team")
                                .body(body)
                                .send()
                                .status())
                        .isGreaterThanOrEqualTo(400);
            }),
            new Case("ssar", room -> {
                String reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
                String body =
                        "{'spec':{'resourceAttributes':{'namespace':'{ns}','verb':'get','resource':'configmaps'}}}";
                as(room, "POST", reviews, body).is(201).has("/status/allowed", false);
                grant(room, "'verbs':['get'],'apiGroups':[''],'resources':['configmaps']");
                room.eventually(() -> as(room, "POST", reviews, body).is(201).has("/status/allowed", true));
                room.post(reviews, "{'spec':{}}").refuses(422, "Invalid", "");
                room.post(
                                "/apis/authorization.k8s.io/v1/namespaces/{ns}/localsubjectaccessreviews",
                                "{'metadata':{'namespace':'{ns}'},'spec':{'user':'jo','resourceAttributes':{'namespace':'{ns}',"
                                        + "'verb':'get','resource':'configmaps'}}}")
                        .is(201)
                        .has("/status/allowed", true);
                Answer rules = as(
                                room,
                                "POST",
                                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                                "{'spec':{'namespace':'{ns}'}}")
                        .is(201);
                rules.contains("\"configmaps\"");
            }),
            new Case("tokenrequest", room -> {
                room.post(ACCOUNTS, "{'metadata':{'name':'robot'}}").is(201);
                room.post(ACCOUNTS + "/robot/token", "{'spec':{'expirationSeconds':599}}")
                        .refuses(422, "Invalid", "may not specify a duration less than 10 minutes");
                String token = room.post(ACCOUNTS + "/robot/token", "{'spec':{'expirationSeconds':600}}")
                        .is(201)
                        .text("/status/token");
                String claims =
                        new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
                assertThat(Json.text(Json.parse(claims), "sub"))
                        .hasValue("system:serviceaccount:" + room.ns + ":robot");
                room.ask("GET", "/api").withToken(token).send().is(200);
                room.ask("GET", "{cm}").withToken(token).send().is(403);
                room.delete(ACCOUNTS + "/robot").is(200);
                room.eventually(
                        () -> room.ask("GET", "/api").withToken(token).send().is(401));
            }),
            new Case("tokenreview", room -> {
                String reviews = "/apis/authentication.k8s.io/v1/tokenreviews";
                room.post(ACCOUNTS, "{'metadata':{'name':'robot'}}").is(201);
                String token = room.post(ACCOUNTS + "/robot/token", "{'spec':{}}")
                        .is(201)
                        .text("/status/token");
                room.post(reviews, "{'spec':{'token':'" + token + "'}}")
                        .is(201)
                        .has("/status/authenticated", true)
                        .has("/status/user/username", "system:serviceaccount:" + room.ns + ":robot");
                room.post(reviews, "{'spec':{'token':'garbage'}}").is(201).lacks("/status/authenticated");
                room.post(reviews, "{'spec':{'token':'" + token + "','audiences':['else']}}")
                        .is(201)
                        .lacks("/status/authenticated");
            }),
            new Case("token-secret", room -> {
                String secrets = "/api/v1/namespaces/{ns}/secrets";
                room.post(ACCOUNTS, "{'metadata':{'name':'robot'}}").is(201);
                room.post(
                                secrets,
                                "{'metadata':{'name':'t','annotations':{'kubernetes.io/service-account.name':'robot'}},"
                                        + "'type':'kubernetes.io/service-account-token'}")
                        .is(201);
                room.eventually(() ->
                        assertThat(room.get(secrets + "/t").text("/data/token")).isNotEmpty());
                String token = new String(
                        Base64.getDecoder().decode(room.get(secrets + "/t").text("/data/token")),
                        StandardCharsets.UTF_8);
                room.ask("GET", "/api").withToken(token).send().is(200);
                room.delete(secrets + "/t").is(200);
                room.eventually(
                        () -> room.ask("GET", "/api").withToken(token).send().is(401));
            }),
            new Case("unauthenticated", room -> {
                assertThat(room.ask("GET", "{cm}").withoutCredentials().send().status())
                        .isIn(401, 403);
                room.ask("GET", "{cm}").withToken("garbage").send().refuses(401, "Unauthorized", "Unauthorized");
                room.ask("GET", "/livez").withoutCredentials().send().is(200);
            }),
            new Case("ownerrefs", room -> {
                Answer owner = room.widget("owner", "").is(201);
                String reference = "{'apiVersion':'conformance.example.test/v1','kind':'Widget','name':'owner','uid':'"
                        + owner.text("/metadata/uid") + "'";
                grant(room, "'verbs':['create','patch'],'apiGroups':[''],'resources':['configmaps']");
                room.eventually(() -> as(
                                room,
                                "POST",
                                "{cm}",
                                "{'metadata':{'name':'" + "free-" + System.nanoTime() + "','ownerReferences':["
                                        + reference + "}]}}")
                        .is(201));
                String blocking =
                        "{'metadata':{'name':'held','ownerReferences':[" + reference + ",'blockOwnerDeletion':true}]}}";
                as(room, "POST", "{cm}", blocking)
                        .refuses(
                                403,
                                "Forbidden",
                                "cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set"
                                        + " finalizers on: , <nil>");
                room.configMap("plain", "").is(201);
                patchAs(room, "{cm}/plain", "{'metadata':{'ownerReferences':[" + reference + "}]}}")
                        .refuses(403, "Forbidden", "cannot set an ownerRef on a resource you can't delete");
                role(
                        room,
                        "f",
                        "'verbs':['update'],'apiGroups':['conformance.example.test'],'resources':['widgets/finalizers']");
                bind(room, "f", "Role", "f", "{'kind':'User','name':'jo'}");
                room.eventually(() -> as(room, "POST", "{cm}", blocking).is(201));
            }));

    private static Answer as(Room room, String method, String path, String body) throws Exception {
        return room.ask(method, path).as("jo").body(body).send();
    }

    private static Answer patchAs(Room room, String path, String body) throws Exception {
        return room.ask("PATCH", path)
                .as("jo")
                .header("Content-Type", Room.MERGE)
                .body(body)
                .send();
    }

    /// Lets user jo do something in the room.
    private static void grant(Room room, String rule) throws Exception {
        role(room, "granted", rule);
        bind(room, "granted", "Role", "granted", "{'kind':'User','name':'jo'}");
    }

    private static void role(Room room, String name, String rule) throws Exception {
        room.post(RBAC + "/namespaces/{ns}/roles", "{'metadata':{'name':'" + name + "'},'rules':[{" + rule + "}]}")
                .is(201);
    }

    private static void bind(Room room, String name, String kind, String role, String subject) throws Exception {
        room.post(
                        RBAC + "/namespaces/{ns}/rolebindings",
                        "{'metadata':{'name':'" + name + "'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'"
                                + kind + "','name':'" + role + "'},'subjects':[" + subject + "]}")
                .is(201);
    }
}
