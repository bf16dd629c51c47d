package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;

/// CustomResourceDefinitions and the objects of their kinds (kubernetes-api.md 9).
final class DefinitionCases {
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private DefinitionCases() {}

    static final List<Case> ALL = List.of(
            new Case("crd-establish", room -> {
                String group = room.ns + ".example.test";
                String objects = "/apis/" + group + "/v1/namespaces/{ns}/things";
                room.get(objects).is(404);
                room.post(DEFINITIONS, thing(group, "Thing", "{'type':'object'}"))
                        .is(201);
                established(room, "things." + group);
                room.get(DEFINITIONS + "/things." + group)
                        .has("/status/acceptedNames/kind", "Thing")
                        .has("/status/storedVersions/0", "v1")
                        .has("/spec/names/listKind", "ThingList");
                room.eventually(() -> room.get(objects).is(200));
                room.delete(DEFINITIONS + "/things." + group).is(200);
                room.eventually(() -> room.get(objects).is(404));
            }),
            new Case("crd-name-conflict", room -> {
                String group = room.ns + ".example.test";
                room.post(DEFINITIONS, thing(group, "Thing", "{'type':'object'}"))
                        .is(201);
                established(room, "things." + group);
                String other = thing(group, "Thing", "{'type':'object'}").replace("things", "thongs");
                room.post(DEFINITIONS, other).is(201);
                room.eventually(() -> assertThat(condition(room, "thongs." + group, "NamesAccepted"))
                        .isEqualTo("False"));
                room.delete(DEFINITIONS + "/things." + group).is(200);
                established(room, "thongs." + group);
                room.delete(DEFINITIONS + "/thongs." + group).is(200);
            }),
            new Case("crd-invalid", room -> {
                String group = room.ns + ".example.test";
                room.post(DEFINITIONS, thing(group, "Thing", "{'type':'object','properties':{'a':{}}}"))
                        .refuses(422, "Invalid", "spec.validation.openAPIV3Schema.properties[a].type: Required value");
                room.post(DEFINITIONS, thing(group, "Thing", "{'type':'string'}"))
                        .is(422);
                room.post(
                                DEFINITIONS,
                                thing(group, "Thing", "{'type':'object'}").replace("'storage':true", "'storage':false"))
                        .refuses(422, "Invalid", "must have exactly one version marked as storage version");
                room.post(
                                DEFINITIONS,
                                thing(group, "Thing", "{'type':'object'}").replace("'name':'things.", "'name':'nope."))
                        .refuses(422, "Invalid", "metadata.name");
                room.post(
                                DEFINITIONS,
                                thing(
                                        group,
                                        "Thing",
                                        "{'type':'object','x-kubernetes-validations':[{'rule':'self.nope'}]}"))
                        .refuses(422, "Invalid", "compilation failed");
            }),
            new Case(
                    "crd-defaults",
                    room -> room.widget("a", "'steps':[{'name':'x'}]")
                            .is(201)
                            .has("/spec/size", 1)
                            .has("/spec/color", "red")
                            .has("/spec/deep/mode", "fast")
                            .has("/spec/steps/0/retries", 3)),
            new Case("crd-prune", room -> {
                room.widget("a", "'nope':1,'deep':{'nope':{'a':1}}")
                        .is(201)
                        .lacks("/spec/nope")
                        .lacks("/spec/deep/nope");
                room.post(
                                Room.GROUP + "/namespaces/{ns}/blobs",
                                "{'apiVersion':'conformance.example.test/v1','kind':'Blob','metadata':{'name':'b'},'any':{'a':[1]}}")
                        .is(201)
                        .has("/any/a/0", 1);
            }),
            new Case("crd-schema-errors", room -> {
                room.widget("a", "'size':'x'")
                        .refuses(422, "Invalid", "spec.size in body must be of type integer: \"string\"");
                room.widget("a", "'size':-1").refuses(422, "Invalid", "should be greater than or equal to 0");
                room.widget("a", "'color':'pink'").refuses(422, "Invalid", "spec.color: Unsupported value: \"pink\"");
                room.widget("a", "'title':'A'").refuses(422, "Invalid", "should match '^[a-z]+$'");
                room.widget("a", "'title':'abcdefghijklmn'")
                        .refuses(422, "Invalid", "spec.title: Too long: may not be more than 12");
                room.widget("a", "'when':'yesterday'").refuses(422, "Invalid", "must be of type date-time");
                room.widget("a", "'steps':[{'image':'x'}]")
                        .refuses(422, "Invalid", "spec.steps[0].name: Required value");
                Answer several = room.widget("a", "'size':-1,'color':'pink'").refuses(422, "Invalid", "is invalid: [");
                assertThat(Json.list(several.json(), "details", "causes")).hasSizeGreaterThanOrEqualTo(2);
            }),
            new Case("crd-list-types", room -> {
                room.widget("a", "'tags':['x','x']").refuses(422, "Invalid", "spec.tags[1]: Duplicate value: \"x\"");
                room.widget("a", "'steps':[{'name':'x'},{'name':'x'}]")
                        .refuses(422, "Invalid", "spec.steps[1]: Duplicate value");
            }),
            new Case("crd-cel", room -> {
                room.widget("a", "'least':5,'size':2")
                        .refuses(422, "Invalid", "red")
                        .has("/details/causes/0/field", "spec.least");
                room.widget("a", "'least':5,'size':7").is(201);
            }),
            new Case("crd-cel-transition", room -> {
                room.widget("a", "'fixed':'x'").is(201);
                room.patch(Room.MERGE, "{w}/a", "{'spec':{'fixed':'y'}}").refuses(422, "Invalid", "is fixed");
                room.patch(Room.MERGE, "{w}/a", "{'spec':{'fixed':null}}")
                        .refuses(422, "Invalid", "fixed comes and goes never");
                room.patch(Room.MERGE, "{w}/a", "{'spec':{'size':4}}").is(200);
            }),
            new Case("crd-ratcheting", room -> {
                String group = room.ns + ".example.test";
                String name = DEFINITIONS + "/things." + group;
                String objects = "/apis/" + group + "/v1/namespaces/{ns}/things";
                String schema = "{'type':'object','properties':{'spec':{'type':'object','properties':{"
                        + "'a':{'type':'string'},'b':{'type':'string'}}}}}";
                room.post(DEFINITIONS, thing(group, "Thing", schema)).is(201);
                established(room, "things." + group);
                room.eventually(() -> room.get(objects).is(200));
                room.post(
                                objects,
                                "{'apiVersion':'" + group
                                        + "/v1','kind':'Thing','metadata':{'name':'t'},'spec':{'a':'long enough'}}")
                        .is(201);
                room.patch(
                                Room.JSON,
                                name,
                                "[{'op':'add','path':'/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/a/maxLength','value':3}]")
                        .is(200);
                room.eventually(() -> room.patch(Room.MERGE, objects + "/t", "{'spec':{'a':'also too long'}}")
                        .is(422));
                room.patch(Room.MERGE, objects + "/t", "{'spec':{'b':'x'}}").is(200);
                room.delete(name).is(200);
            }),
            new Case("crd-delete", room -> {
                String group = room.ns + ".example.test";
                String objects = "/apis/" + group + "/v1/namespaces/{ns}/things";
                String thing = "{'apiVersion':'" + group + "/v1','kind':'Thing','metadata':{'name':'t',"
                        + "'finalizers':['example.test/hold']}}";
                room.post(DEFINITIONS, thing(group, "Thing", "{'type':'object'}"))
                        .is(201);
                established(room, "things." + group);
                room.eventually(() -> room.post(objects, thing).is(201));
                room.delete(DEFINITIONS + "/things." + group).is(200);
                room.eventually(
                        () -> assertThat(room.get(objects + "/t").is(200).text("/metadata/deletionTimestamp"))
                                .isNotEmpty());
                room.patch(Room.MERGE, objects + "/t", "{'metadata':{'finalizers':null}}")
                        .is(200);
                room.eventually(() -> room.get(DEFINITIONS + "/things." + group).is(404));
            }),
            new Case("crd-expensive-message", room -> {
                String group = room.ns + ".example.test";
                String schema =
                        "{'type':'object','properties':{'spec':{'type':'object','properties':{'n':{'type':'integer'}},"
                                + "'x-kubernetes-validations':[{'rule':'self.n > 1','messageExpression':'string(self.n) + string(self.n)'}]}}}";
                room.post(DEFINITIONS, thing(group, "Thing", schema))
                        .refuses(422, "Invalid", "estimated messageExpression cost exceeds budget");
            }),
            new Case("crd-expensive-rules", room -> {
                String group = room.ns + ".example.test";
                String schema =
                        "{'type':'object','properties':{'spec':{'type':'object','properties':{'l':{'type':'array',"
                                + "'items':{'type':'array','items':{'type':'string'}}}},'x-kubernetes-validations':[{'rule':"
                                + "'self.l.all(x, self.l.all(y, x.all(z, y.all(w, z == w))))'}]}}}";
                room.post(DEFINITIONS, thing(group, "Thing", schema))
                        .refuses(422, "Invalid", "estimated rule cost exceeds budget");
            }));

    private static String thing(String group, String kind, String schema) {
        return "{'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition','metadata':{'name':'things."
                + group + "'},'spec':{'group':'" + group + "','scope':'Namespaced','names':{'plural':'things','kind':'"
                + kind + "'},'versions':[{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':"
                + schema
                + "}}]}}";
    }

    private static void established(Room room, String name) {
        room.eventually(() -> assertThat(condition(room, name, "Established")).isEqualTo("True"));
    }

    private static String condition(Room room, String name, String type) throws Exception {
        return Json.list(room.get(DEFINITIONS + "/" + name).is(200).json(), "status", "conditions").stream()
                .filter(item -> type.equals(Json.text(item, "type").orElse("")))
                .map(item -> Json.text(item, "status").orElse(""))
                .findFirst()
                .orElse("");
    }
}
