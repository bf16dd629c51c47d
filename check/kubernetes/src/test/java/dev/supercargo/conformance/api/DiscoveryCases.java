package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;

/// What is served, and in which forms (kubernetes-api.md 1.6, 6, 7, 12).
final class DiscoveryCases {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String TABLE = "application/json;as=Table;g=meta.k8s.io;v=v1";
    private static final String PARTIAL = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private static final String PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private DiscoveryCases() {}

    static final List<Case> ALL = List.of(
            new Case("discovery-aggregated", room -> {
                Answer answer = room.ask("GET", "/apis")
                        .header("Accept", AGGREGATED)
                        .send()
                        .is(200);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue(AGGREGATED);
                assertThat(answer.headers().firstValue("ETag")).isPresent();
                Object group = named(answer.json(), "items", "conformance.example.test");
                Object widgets = resource(Json.list(group, "versions").getFirst(), "widgets");
                assertThat(Json.list(widgets, "shortNames")).containsExactly("wd");
                assertThat(Json.list(widgets, "categories")).containsExactly("demo");
                assertThat(Json.list(widgets, "subresources"))
                        .extracting(item -> Json.text(item, "subresource").orElse(""))
                        .contains("status", "scale");
            }),
            new Case("discovery-etag", room -> {
                Answer first = room.ask("GET", "/api")
                        .header("Accept", AGGREGATED)
                        .send()
                        .is(200);
                String tag = first.headers().firstValue("ETag").orElseThrow();
                Answer again = room.ask("GET", "/api")
                        .header("Accept", AGGREGATED)
                        .header("If-None-Match", tag)
                        .send()
                        .is(304);
                assertThat(again.text()).isEmpty();
            }),
            new Case("discovery-classic", room -> {
                Answer list = room.get(Room.GROUP).is(200).has("/kind", "APIResourceList");
                assertThat(Json.list(list.json(), "resources"))
                        .extracting(item -> Json.text(item, "name").orElse(""))
                        .contains("widgets", "widgets/status", "widgets/scale", "gadgets", "blobs");
            }),
            new Case("discovery-core", room -> {
                room.get("/api").is(200).has("/kind", "APIVersions").has("/versions/0", "v1");
                Answer list = room.get("/api/v1").is(200);
                assertThat(Json.list(list.json(), "resources"))
                        .extracting(item -> Json.text(item, "name").orElse(""))
                        .contains("namespaces", "secrets", "serviceaccounts/token");
            }),
            new Case(
                    "discovery-unknown-group",
                    room -> room.get("/apis/nope.example.test/v1").is(404)),
            new Case("openapi-v3-index", room -> {
                room.eventually(
                        () -> { // while definitions come and go, documents move to other hashes
                            Answer index = room.get("/openapi/v3").is(200);
                            String url = index.text("/paths/apis~1conformance.example.test~1v1/serverRelativeURL");
                            assertThat(url).contains("hash=");
                            Answer document = room.get(url).is(200);
                            Map<String, Object> patch = Json.object(
                                    document.json(),
                                    "paths",
                                    Room.GROUP + "/namespaces/{namespace}/widgets/{name}",
                                    "patch");
                            assertThat(Json.list(patch, "parameters"))
                                    .extracting(item -> Json.text(item, "name").orElse(""))
                                    .contains("fieldValidation", "dryRun", "fieldManager", "force");
                            document.contains("\"kind\":\"Widget\"");
                        });
            }),
            new Case("openapi-v2", room -> room.get("/openapi/v2").is(200).contains("\"swagger\":\"2.0\"")),
            new Case("version", room -> {
                Answer version = room.get("/version").is(200).has("/major", "1");
                assertThat(version.text("/gitVersion")).matches("v\\d+\\.\\d+\\.\\d+.*");
            }),
            new Case("health", room -> {
                for (String path : List.of("/healthz", "/livez", "/readyz")) {
                    assertThat(room.get(path).is(200).text()).isEqualTo("ok");
                    room.get(path + "?verbose").is(200).contains("[+]").contains("check passed");
                }
            }),
            new Case("pretty", room -> {
                room.configMap("p", "").is(201);
                room.get("{cm}/p?pretty=true").is(200).contains("\n    \"name\": \"p\",\n");
            }),
            new Case("accept-406", room -> {
                room.configMap("a", "").is(201);
                room.ask("GET", "{cm}/a").header("Accept", "text/html").send().is(406);
                room.ask("GET", "{w}").header("Accept", "text/html").send().is(406);
                room.ask("GET", "{cm}/a")
                        .header("Accept", "text/html, */*;q=0.1")
                        .send()
                        .is(200);
            }),
            new Case("accept-partial", room -> {
                room.widget("one", "'size':2").is(201);
                room.ask("GET", "{w}/one")
                        .header("Accept", PARTIAL)
                        .send()
                        .is(200)
                        .has("/kind", "PartialObjectMetadata")
                        .has("/metadata/name", "one")
                        .lacks("/spec");
                room.ask("GET", "{w}")
                        .header("Accept", PARTIAL_LIST)
                        .send()
                        .is(200)
                        .has("/kind", "PartialObjectMetadataList")
                        .has("/items/0/metadata/name", "one")
                        .lacks("/items/0/spec");
                room.ask("GET", "{w}").header("Accept", PARTIAL).send().is(406);
                try (Watching watch =
                        Watching.open(room, room.ask("GET", "{w}?watch=1").header("Accept", PARTIAL))) {
                    Map<String, Object> event = watch.next("ADDED", "one");
                    assertThat(Answer.at(event, "/object/kind")).isEqualTo("PartialObjectMetadata");
                }
            }),
            new Case("table-cr", room -> {
                room.widget("one", "'size':2,'title':'abc'").is(201);
                Answer table =
                        room.ask("GET", "{w}").header("Accept", TABLE).send().is(200);
                table.has("/kind", "Table")
                        .has("/columnDefinitions/0/name", "Name")
                        .has("/columnDefinitions/1/name", "Size")
                        .has("/columnDefinitions/1/type", "integer")
                        .has("/columnDefinitions/2/name", "Title")
                        .has("/columnDefinitions/2/priority", 1)
                        .has("/rows/0/cells/0", "one")
                        .has("/rows/0/cells/1", 2)
                        .has("/rows/0/cells/2", "abc")
                        .has("/rows/0/object/kind", "PartialObjectMetadata");
            }),
            new Case("table-builtin", room -> {
                room.post("{cm}", "{'metadata':{'name':'c'},'data':{'a':'1','b':'2'}}")
                        .is(201);
                room.ask("GET", "{cm}/c")
                        .header("Accept", TABLE)
                        .send()
                        .is(200)
                        .has("/columnDefinitions/1/name", "Data")
                        .has("/rows/0/cells/1", 2);
                room.ask("GET", "/api/v1/namespaces/{ns}/secrets")
                        .header("Accept", TABLE)
                        .send()
                        .is(200)
                        .has("/columnDefinitions/1/name", "Type")
                        .has("/columnDefinitions/2/name", "Data");
                room.ask("GET", "/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings")
                        .header("Accept", TABLE)
                        .send()
                        .is(200)
                        .has("/columnDefinitions/1/name", "Role")
                        .has("/columnDefinitions/2/name", "Age");
            }),
            new Case("table-include-object", room -> {
                room.widget("one", "").is(201);
                room.ask("GET", "{w}?includeObject=Object")
                        .header("Accept", TABLE)
                        .send()
                        .is(200)
                        .has("/rows/0/object/kind", "Widget");
                room.ask("GET", "{w}?includeObject=None")
                        .header("Accept", TABLE)
                        .send()
                        .is(200)
                        .lacks("/rows/0/object/kind");
                room.ask("GET", "{w}?includeObject=Other")
                        .header("Accept", TABLE)
                        .send()
                        .is(400);
            }),
            new Case("table-watch", room -> {
                room.widget("one", "").is(201);
                room.widget("two", "").is(201);
                try (Watching watch =
                        Watching.open(room, room.ask("GET", "{w}?watch=1").header("Accept", TABLE))) {
                    assertThat(Json.list(watch.next(), "object", "columnDefinitions"))
                            .isNotEmpty();
                    assertThat(Json.list(watch.next(), "object", "columnDefinitions"))
                            .isEmpty();
                }
            }));

    private static Object named(Object tree, String list, String name) {
        return Json.list(tree, list).stream()
                .filter(item -> name.equals(Json.text(item, "metadata", "name").orElse("")))
                .findFirst()
                .orElseThrow();
    }

    private static Object resource(Object version, String plural) {
        return Json.list(version, "resources").stream()
                .filter(item -> plural.equals(Json.text(item, "resource").orElse("")))
                .findFirst()
                .orElseThrow();
    }
}
