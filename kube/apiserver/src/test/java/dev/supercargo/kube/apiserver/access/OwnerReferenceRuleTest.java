package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of `kubernetes-api.md` 8.3.
class OwnerReferenceRuleTest {
    private static final String NO_DELETE =
            "configmaps \"c\" is forbidden: cannot set an ownerRef on a resource you can't delete: , <nil>";
    private static final String NO_BLOCK = "configmaps \"c\" is forbidden: cannot set blockOwnerDeletion if an"
            + " ownerReference refers to a resource you can't set finalizers on: , <nil>";
    private static final String UNKNOWN =
            "configmaps \"c\" is forbidden: cannot set blockOwnerDeletion in this case because"
                    + " cannot find RESTMapping for APIVersion no.such/v1 Kind Nothing: no matches for kind \"Nothing\" in version"
                    + " \"no.such/v1\"";
    private static final ResourceType WIDGET = new ResourceType("demo.example.com", "v1", "Widget", "widgets", true);
    private static final ResourceType GADGET = new ResourceType("demo.example.com", "v1", "Gadget", "gadgets", false);

    private final List<AccessAnswer> answers = new ArrayList<>();
    private final OwnerReferenceRule rule = new OwnerReferenceRule(
            new Rbac(new TestRbac()
                    .role("jo", "create, update", "''", "configmaps")
                    .role("del", "delete", "''", "configmaps")
                    .role("star", "update", "'*'", "'*/finalizers'")
                    .with("""
                            kind: Role
                            metadata: {name: fin, namespace: ns}
                            rules:
                              - {verbs: [delete], apiGroups: [""], resources: [configmaps]}
                              - {verbs: [update], apiGroups: [demo.example.com], resources: [widgets/finalizers, gadgets/finalizers]}
                            ---
                            kind: RoleBinding
                            metadata: {name: fin, namespace: ns}
                            roleRef: {kind: Role, name: fin}
                            subjects: [{kind: User, name: fin}]
                            """)),
            (group, kind) -> List.of(WIDGET, GADGET).stream()
                    .filter(type -> type.group().equals(group) && type.kind().equals(kind))
                    .toList(),
            (_, _, answer) -> answers.add(answer));

    private static KubeObject owned(String references) {
        return KubeObject.of(
                Json.asObject(Yaml.parse("metadata: {name: c, namespace: ns, ownerReferences: [" + references + "]}")));
    }

    private static String widget(String rest) {
        return "{apiVersion: demo.example.com/v1, kind: Widget, name: o, uid: w" + rest + "}";
    }

    /// W widget, B blocking widget, F widget that explicitly does not block, G blocking gadget
    /// (cluster-scoped), N an unknown kind; `-` no such object.
    private static Optional<KubeObject> object(String letters) {
        if (letters.equals("-")) {
            return Optional.empty();
        }
        return Optional.of(owned(String.join(
                ", ",
                letters.chars()
                        .filter(c -> c != '0')
                        .mapToObj(c -> switch (c) {
                            case 'W' -> widget("");
                            case 'B' -> widget(", blockOwnerDeletion: true");
                            case 'F' -> widget(", blockOwnerDeletion: false");
                            case 'G' ->
                                "{apiVersion: demo.example.com/v1, kind: Gadget, name: g, uid: g, blockOwnerDeletion: true}";
                            default ->
                                "{apiVersion: no.such/v1, kind: Nothing, name: n, uid: n, blockOwnerDeletion: true}";
                        })
                        .toList())));
    }

    @ParameterizedTest
    @CsvSource({
        // who, before, after, verdict
        "jo, -, W, ok",
        "jo, -, F, ok",
        "jo, -, B, block",
        "fin, -, B, ok",
        "star, -, B, ok",
        "fin, -, G, block",
        "fin, -, N, unknown",
        "jo, W, W, ok",
        "jo, B, B, ok",
        "jo, W, 0, delete",
        "del, W, 0, ok",
        "jo, 0, W, delete",
        "del, 0, W, ok",
        "del, F, B, block",
        "del, B, F, ok",
        "jo, B, F, delete",
        "fin, W, B, ok",
        "jo, WG, GW, delete",
    })
    void permits(String who, String before, String after, String verdict) {
        var dependent = new AccessQuestion.OnResource("update", "", "v1", "configmaps", "", "ns", "c");
        Optional<String> refused = rule.refusal(
                        Identity.user(who, List.of()), dependent, object(after).orElseThrow(), object(before))
                .map(ApiError::getMessage);
        assertThat(answers.stream().allMatch(AccessAnswer::isAllowed))
                .isEqualTo(!List.of("delete", "block").contains(verdict));
        assertThat(refused.orElse("ok"))
                .isEqualTo(
                        switch (verdict) {
                            case "delete" -> NO_DELETE;
                            case "block" -> NO_BLOCK;
                            case "unknown" -> UNKNOWN;
                            default -> "ok";
                        });
    }
}
