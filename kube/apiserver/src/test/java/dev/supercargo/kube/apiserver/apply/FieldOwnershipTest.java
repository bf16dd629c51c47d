package dev.supercargo.kube.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.openapi.BuiltinSchemas;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kubernetes-api.md` 5.4 to 5.7.
@SuppressWarnings("StringConcatToTextBlock") // lines of owners are joined where they belong together
class FieldOwnershipTest {
    private static final String VERSION = "demo.example.com/v1";
    private static final StructuralSchema WIDGET = StructuralSchema.of(tree("""
            type: object
            properties:
              spec:
                type: object
                properties:
                  size: {type: integer, default: 1}
                  color: {type: string}
                  title: {type: string}
                  tags: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                  args: {type: array, items: {type: string}}
                  vars: {type: object, additionalProperties: {type: string}}
                  opts: {type: object, x-kubernetes-map-type: atomic, properties: {a: {type: string}, b: {type: string}}}
                  deep: {type: object, default: {}, properties: {mode: {type: string, default: fast}}}
                  raw:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                    properties: {known: {type: object, properties: {x: {type: integer}}}}
                  steps:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [as]
                    items:
                      type: object
                      properties:
                        as: {type: string}
                        uses: {type: string}
                        retries: {type: integer, default: 3}
                        config: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  ports:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [port, protocol]
                    items:
                      type: object
                      properties: {port: {type: integer}, protocol: {type: string, default: TCP}, name: {type: string}}
              status: {type: object, properties: {phase: {type: string}}}
            """));
    private static final FieldOwnership MAIN = new FieldOwnership(WIDGET, false, Tracking.ALL_BUT_STATUS);
    private static final FieldOwnership STATUS = new FieldOwnership(WIDGET, false, Tracking.STATUS);

    private Instant now = Instant.parse("2025-01-01T00:00:00Z");

    private static Map<String, Object> tree(String yaml) {
        return Json.asObject(Yaml.parse(yaml));
    }

    private Writer by(String manager) {
        return new Writer(manager, VERSION, "", now);
    }

    private static Map<String, Object> widget(String spec) {
        return tree("{apiVersion: " + VERSION + ", kind: Widget, metadata: {name: one}, spec: {" + spec + "}}");
    }

    private Map<String, Object> create(String manager, String spec) {
        return MAIN.created(widget(spec), by(manager));
    }

    private Map<String, Object> apply(Map<String, Object> live, String manager, String spec, boolean force) {
        return MAIN.applied(Optional.of(live), widget(spec), by(manager), force);
    }

    private Map<String, Object> firstApply(String manager, String spec) {
        return MAIN.applied(Optional.empty(), widget(spec), by(manager), false);
    }

    private Map<String, Object> update(Map<String, Object> live, String manager, Object value, String... path) {
        Map<String, Object> wanted = Json.copy(live);
        Json.put(wanted, value, path);
        return MAIN.updated(live, wanted, by(manager));
    }

    private static String owners(Map<String, Object> object) {
        var text = new StringBuilder();
        for (Object entry : Json.list(object, "metadata", "managedFields")) {
            text.append(Json.text(entry, "manager").orElse(""))
                    .append(Json.text(entry, "subresource")
                            .map(name -> "/" + name)
                            .orElse(""))
                    .append(Json.text(entry, "operation").orElse("").equals("Apply") ? "!" : "")
                    .append(Json.print(Json.object(entry, "fieldsV1"))
                            .replace("\\\"", "'")
                            .replace("\"", ""))
                    .append(Json.text(entry, "time").isPresent() ? "" : " untimed")
                    .append('\n');
        }
        return text.toString();
    }

    private static Map<String, Object> spec(Map<String, Object> object) {
        return Json.object(object, "spec");
    }

    @Test
    void whoeverCreatesOwnsEverything() {
        assertThat(owners(create("replay", "size: 1, deep: {mode: fast}, steps: [{as: a, retries: 3}], args: [x]")))
                .isEqualTo("replay{f:spec:{.:{},f:args:{},f:deep:{.:{},f:mode:{}},f:size:{},f:steps:{.:{},"
                        + "k:{'as':'a'}:{.:{},f:as:{},f:retries:{}}}}}\n");
    }

    @Test
    void applyingClaimsLeavesAndElements() {
        Map<String, Object> result = firstApply("m1", "size: 3, steps: [{as: a, uses: u}], vars: {k: v}");
        assertThat(owners(result))
                .isEqualTo("m1!{f:spec:{f:size:{},f:steps:{k:{'as':'a'}:{.:{},f:as:{},f:uses:{}}},f:vars:{f:k:{}}}}\n");
        assertThat(Json.list(result, "metadata", "managedFields")).containsExactly(tree("""
                manager: m1
                operation: Apply
                apiVersion: demo.example.com/v1
                time: "2025-01-01T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1: {"f:spec": {"f:size": {}, "f:steps": {'k:{"as":"a"}': {".": {}, "f:as": {}, "f:uses": {}}}, "f:vars": {"f:k": {}}}}
                """));
        now = now.plusSeconds(60);
        assertThat(apply(result, "m1", "size: 3, steps: [{as: a, uses: u}], vars: {k: v}", false))
                .isEqualTo(result);
    }

    @Test
    void unknownPartsAreDividedAsTheyCome() {
        assertThat(owners(firstApply("m", "raw: {known: {x: 1}, free: {l: [1, {a: 1}], m: {n: 1}}}, vars: {}")))
                .isEqualTo("m!{f:spec:{f:raw:{f:free:{.:{},f:l:{},f:m:{.:{},f:n:{}}},f:known:{f:x:{}}},f:vars:{}}}\n");
        assertThat(owners(firstApply("m", "ports: [{port: 80, name: h}, {port: 80, protocol: UDP}]")))
                .isEqualTo("m!{f:spec:{f:ports:{k:{'port':80,'protocol':'TCP'}:{.:{},f:name:{},f:port:{}},"
                        + "k:{'port':80,'protocol':'UDP'}:{.:{},f:port:{},f:protocol:{}}}}}\n");
    }

    @Test
    void dropsWhatIsNoLongerAppliedUnlessSomebodyElseOwnsIt() {
        Map<String, Object> one = firstApply("m1", "size: 3, vars: {a: '1', b: '2'}, title: abc");
        Map<String, Object> two = apply(one, "m2", "vars: {b: '2'}", false);
        Map<String, Object> three = apply(two, "m1", "size: 3", false);
        assertThat(spec(three)).isEqualTo(tree("{size: 3, vars: {b: '2'}}"));
        assertThat(owners(three)).isEqualTo("m2!{f:spec:{f:vars:{f:b:{}}}} untimed\nm1!{f:spec:{f:size:{}}}\n");
    }

    @Test
    void conflictsAreToldAndForced() {
        Map<String, Object> live = firstApply("alice", "size: 3, title: abc");
        live = update(live, "carol", "green", "spec", "color");
        Map<String, Object> now = live;
        assertThatThrownBy(() -> apply(now, "bob", "size: 4, title: abd, color: blue", false))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(409);
                    assertThat(error)
                            .hasMessage("Apply failed with 3 conflicts: conflicts with \"alice\":\n"
                                    + "- .spec.size\n- .spec.title\nconflicts with \"carol\" using demo.example.com/v1:\n"
                                    + "- .spec.color");
                    assertThat(Json.list(error.status(), "details", "causes")).contains(tree("""
                            {reason: FieldManagerConflict, message: conflict with "alice", field: .spec.size}
                            """));
                });
        assertThatThrownBy(() -> apply(now, "bob", "size: 4", false))
                .hasMessage("Apply failed with 1 conflict: conflict with \"alice\": .spec.size");
        assertThat(owners(apply(now, "bob", "size: 4, title: abd", true)))
                .isEqualTo("bob!{f:spec:{f:size:{},f:title:{}}}\ncarol{f:spec:{f:color:{}}}\n");
        assertThat(owners(apply(now, "bob", "size: 3", false))).startsWith("bob!{f:spec:{f:size:{}}} untimed\nalice!");
    }

    @Test
    void elementsOfKeyedListsAreMergedAndPrunedOneByOne() {
        Map<String, Object> live =
                firstApply("m1", "steps: [{as: a, uses: '1'}, {as: b, uses: '2', config: {x: {y: [1, 2]}}}]");
        live = apply(live, "m2", "steps: [{as: c}, {as: b, retries: 9}]", true);
        assertThat(spec(live))
                .isEqualTo(
                        tree(
                                "steps: [{as: a, uses: '1'}, {as: c}, {as: b, uses: '2', config: {x: {y: [1, 2]}}, retries: 9}]"));
        live = apply(live, "m1", "steps: [{as: b, uses: '2'}]", false);
        assertThat(spec(live)).isEqualTo(tree("steps: [{as: c}, {as: b, uses: '2', retries: 9}]"));
    }

    @Test
    void setsAreUnitedAndAtomicValuesReplaced() {
        Map<String, Object> live = firstApply("m1", "tags: [a, b], args: [x, y], opts: {a: '1'}");
        live = apply(live, "m2", "tags: [c, a]", false);
        assertThat(spec(live)).containsEntry("tags", List.of("c", "a", "b"));
        live = apply(live, "m1", "tags: [b], args: [y], opts: {b: '2'}", false);
        assertThat(spec(live)).isEqualTo(tree("{tags: [c, a, b], args: [y], opts: {b: '2'}}"));
        assertThat(owners(live))
                .isEqualTo("m1!{f:spec:{f:args:{},f:opts:{},f:tags:{v:'b':{}}}}\n".replace("v:'b'", "v:'b'")
                        + "m2!{f:spec:{f:tags:{v:'a':{},v:'c':{}}}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // stored | applied | merged
                "a, b, c|c, a|b, c, a",
                "b, c, a|d, b, e|d, b, c, a, e",
                "d, b, c, a, e|c, b, a|d, c, e, b, a",
                "a, b|c, a|c, a, b",
                "a|a|a",
                "''|x, y|x, y",
            })
    void ordersListsOfBoth(String stored, String applied, String merged) {
        Map<String, Object> live = create("other", "tags: [" + stored.replace("''", "") + "]");
        assertThat(spec(apply(live, "m", "tags: [" + applied + "]", false)))
                .containsEntry("tags", List.of(merged.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope: 1|.spec.nope: field not declared in schema",
                "size: x|.spec.size: expected numeric (int or float), got string",
                "tags: {a: 1}|.spec.tags: expected list, got &{map[a:1]}",
                "deep: text|.spec.deep: expected map, got &{text}",
                "tags: [z, z]|.spec.tags: duplicate entries for key [=\"z\"]",
                "steps: [{as: b}, {as: b}]|.spec.steps: duplicate entries for key [as=\"b\"]",
                "steps: [{uses: '2'}]|.spec.steps: element 0: associative list with keys has an element that omits all key fields [\"as\"] (and doesn't have default values for any key fields)",
            })
    void refusesWhatDoesNotFit(String spec, String text) {
        assertThatThrownBy(() -> firstApply("m", spec))
                .hasMessage("failed to create typed patch object (/one; demo.example.com/v1, Kind=Widget): " + text);
    }

    @Test
    void updatesTakeWhatTheyChange() {
        Map<String, Object> live = create("replay", "size: 1, vars: {a: '1'}");
        live = update(live, "b", "2", "spec", "vars", "b");
        assertThat(owners(live))
                .isEqualTo("b{f:spec:{f:vars:{f:b:{}}}}\n" + "replay{f:spec:{.:{},f:size:{},f:vars:{.:{},f:a:{}}}}\n");
        live = update(live, "b", tree("b: '2'"), "spec", "vars");
        assertThat(owners(live)).isEqualTo("b{f:spec:{f:vars:{f:b:{}}}}\nreplay{f:spec:{.:{},f:size:{},f:vars:{}}}\n");
        live = update(live, "b", tree("l: v"), "metadata", "labels");
        live = update(live, "b", List.of("x.test/f"), "metadata", "finalizers");
        assertThat(owners(live))
                .startsWith("b{f:metadata:{f:finalizers:{.:{},v:'x.test/f':{}},"
                        + "f:labels:{.:{},f:l:{}}},f:spec:{f:vars:{f:b:{}}}}\n");
    }

    @Test
    void anUpdateWithoutChangeKeepsTheTime() {
        Map<String, Object> live = create("replay", "size: 1");
        now = now.plusSeconds(60);
        assertThat(update(live, "replay", 1L, "spec", "size")).isEqualTo(live);
        assertThat(update(live, "replay", 2L, "spec", "size")).isNotEqualTo(live);
    }

    @Test
    void theStatusEndpointOwnsTheStatus() {
        Map<String, Object> live = create("replay", "size: 3");
        Map<String, Object> config = widget("size: 50");
        Json.put(config, "y", "metadata", "labels", "x");
        Json.put(config, "New", "status", "phase");
        Map<String, Object> result =
                STATUS.applied(Optional.of(live), config, new Writer("m2", VERSION, "status", now), false);
        assertThat(spec(result)).containsEntry("size", 3L);
        assertThat(Json.object(result, "metadata")).doesNotContainKey("labels");
        assertThat(owners(result)).isEqualTo("m2/status!{f:status:{f:phase:{}}}\nreplay{f:spec:{.:{},f:size:{}}}\n");
        Json.put(config, "Failed", "status", "phase");
        Map<String, Object> main = MAIN.applied(Optional.of(result), config, by("m1"), true);
        assertThat(Json.text(main, "status", "phase")).contains("New");
        assertThatThrownBy(() ->
                        STATUS.applied(Optional.of(result), config, new Writer("m3", VERSION, "status", now), false))
                .hasMessage(
                        "Apply failed with 1 conflict: conflict with \"m2\" with subresource \"status\": .status.phase");
    }

    @Test
    void clientsMayEditOwnershipButNotThroughSubresources() {
        Map<String, Object> live = create("replay", "size: 2");
        List<Object> fake = List.of(
                tree(
                        "{manager: fake, operation: Update, apiVersion: demo.example.com/v1, fieldsType: FieldsV1, fieldsV1: {'f:spec': {'f:size': {}}}}"));
        assertThat(owners(update(live, "m", fake, "metadata", "managedFields")))
                .isEqualTo("fake{f:spec:{f:size:{}}} untimed\n");
        assertThat(update(live, "m", List.of(tree("{manager: bad, operation: Odd}")), "metadata", "managedFields"))
                .isEqualTo(live);
        assertThat(update(live, "m", List.of(), "metadata", "managedFields")).isEqualTo(live);
        Map<String, Object> reset = update(live, "m", List.of(tree("{}")), "metadata", "managedFields");
        assertThat(owners(reset)).isEmpty();
        assertThat(owners(update(reset, "m", 7L, "spec", "size"))).isEmpty();
        assertThatThrownBy(() -> apply(reset, "m1", "size: 3", false))
                .hasMessage(
                        "Apply failed with 1 conflict: conflict with \"before-first-apply\" using demo.example.com/v1: .spec.size");
        Map<String, Object> wanted = Json.copy(live);
        Json.put(wanted, fake, "metadata", "managedFields");
        assertThat(STATUS.updated(live, wanted, new Writer("m", VERSION, "status", now)))
                .isEqualTo(live);
    }

    @Test
    void oldUpdatesAreMerged() {
        Map<String, Object> live = create("m00", "size: 1");
        for (int i = 1; i <= 12; i++) {
            now = now.plusSeconds(1);
            live = update(live, "m%02d".formatted(i), "v", "metadata", "annotations", "k%02d".formatted(i));
        }
        assertThat(owners(live))
                .startsWith(
                        "ancient-changes{f:metadata:{f:annotations:{.:{},f:k01:{},f:k02:{},f:k03:{}}},f:spec:{.:{},f:size:{}}}\n"
                                + "m04{f:metadata:{f:annotations:{f:k04:{}}}}\n")
                .hasLineCount(10);
    }

    @Test
    void kubectlTakesOverWhatItHadAppliedBefore() {
        var ownership =
                new FieldOwnership(BuiltinSchemas.of("", "v1", "ConfigMap").orElseThrow(), true, Tracking.EVERYTHING);
        String annotation = "kubectl.kubernetes.io/last-applied-configuration";
        Map<String, Object> map =
                tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: '1', b: '1'}}");
        Json.put(
                map,
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\"},\"data\":{\"a\":\"1\",\"b\":\"1\"}}\n",
                "metadata",
                "annotations",
                annotation);
        Map<String, Object> live = ownership.created(map, new Writer("kubectl-client-side-apply", "v1", "", now));
        Map<String, Object> config =
                tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {a: '2', b: '1'}}");
        assertThatThrownBy(
                        () -> ownership.applied(Optional.of(live), config, new Writer("other", "v1", "", now), false))
                .hasMessage(
                        "Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using v1: .data.a");
        Map<String, Object> result =
                ownership.applied(Optional.of(live), config, new Writer("kubectl", "v1", "", now), false);
        assertThat(Json.text(result, "metadata", "annotations", annotation))
                .contains(
                        "{\"apiVersion\":\"v1\",\"data\":{\"a\":\"2\",\"b\":\"1\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\"}}\n");
        assertThat(owners(result))
                .isEqualTo("kubectl!{f:data:{f:a:{},f:b:{}}}\n"
                        + "kubectl-client-side-apply{f:data:{.:{},f:b:{}},f:metadata:{f:annotations:{.:{},f:"
                        + annotation + ":{}}}}\n");
        Map<String, Object> changed = Json.copy(live);
        Json.put(changed, "elsewhere", "data", "a");
        Map<String, Object> contested = ownership.updated(live, changed, new Writer("x", "v1", "", now));
        assertThatThrownBy(() ->
                        ownership.applied(Optional.of(contested), config, new Writer("kubectl", "v1", "", now), false))
                .hasMessageContaining("conflict with \"x\" using v1: .data.a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coordination.k8s.io|Lease|{spec: {holderIdentity: x}}|replay{f:spec:{f:holderIdentity:{}}}",
                "rbac.authorization.k8s.io|Role|{rules: [{verbs: [get]}]}|replay{f:rules:{}}",
                "''|ServiceAccount|{secrets: [{name: x}]}|replay{f:secrets:{.:{},k:{'name':'x'}:{}}}",
                "''|Secret|{data: {a: b}, type: Opaque}|replay{f:data:{.:{},f:a:{}},f:type:{}}",
                "''|ConfigMap|{metadata: {generateName: g-, labels: {a: ''}, ownerReferences: [{uid: u-1, name: n}]}}|replay{f:metadata:{f:generateName:{},f:labels:{.:{},f:a:{}},f:ownerReferences:{.:{},k:{'uid':'u-1'}:{}}}}",
            })
    void structuresOfBuiltInKindsAreNeverIntroduced(String group, String kind, String object, String expected) {
        var ownership =
                new FieldOwnership(BuiltinSchemas.of(group, "v1", kind).orElseThrow(), true, Tracking.EVERYTHING);
        assertThat(owners(ownership.created(tree(object), by("replay"))).strip())
                .isEqualTo(expected);
    }

    @Test
    void placesThatTheSchemaNoLongerHasAreForgotten() {
        Map<String, Object> live = create("replay", "size: 1, vars: {a: '1'}");
        var changed = new FieldOwnership(StructuralSchema.of(tree("""
                        type: object
                        properties:
                          spec:
                            type: object
                            properties:
                              vars: {type: object, x-kubernetes-map-type: atomic, additionalProperties: {type: string}}
                        """)), false, Tracking.EVERYTHING);
        Map<String, Object> wanted = Json.copy(live);
        Json.put(wanted, "v", "metadata", "labels", "l");
        assertThat(owners(changed.updated(live, wanted, by("m")))).contains("replay{f:spec:{.:{},f:vars:{}}}\n");
    }

    @Test
    void namesManagersAfterTheirTool() {
        assertThat(Writer.managerName(Optional.of("given"), Optional.of("a/1"))).isEqualTo("given");
        assertThat(Writer.managerName(Optional.empty(), Optional.of("my-tool/1.0 (linux)")))
                .isEqualTo("my-tool");
        assertThat(Writer.managerName(Optional.empty(), Optional.empty())).isEqualTo("unknown");
    }
}
