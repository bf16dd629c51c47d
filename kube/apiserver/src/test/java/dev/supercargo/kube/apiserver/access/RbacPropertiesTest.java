package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// While roles and bindings come, change and go, the index always says what reading all of them anew would
/// say.
class RbacPropertiesTest {
    private static final List<String> NAMESPACES = List.of("n1", "n2");
    private static final List<String> NAMES = List.of("a", "b", "c");
    private final TestRbac objects = new TestRbac();
    private final Rbac rbac = new Rbac(objects);

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void theIndexIsAlwaysTrue(long seed) {
        var random = new Random(seed);
        for (int step = 0; step < 400; step++) {
            change(random);
            for (int i = 0; i < 8; i++) {
                Identity who = identity(random);
                AccessQuestion.OnResource question = AccessQuestion.resource(
                        one(random, List.of("get", "list")),
                        one(random, List.of("", "g")),
                        one(random, List.of("x", "y")),
                        one(random, List.of("", "status")),
                        one(random, List.of("", "n1", "n2")),
                        one(random, List.of("", "o")));
                assertThat(rbac.answer(who, question).isAllowed())
                        .as("seed %s step %s: %s %s", seed, step, who, question)
                        .isEqualTo(allowed(who, question));
            }
        }
    }

    private void change(Random random) {
        String namespace = one(random, NAMESPACES);
        String name = one(random, NAMES);
        String rules = "[{\"verbs\":[\"%s\"],\"apiGroups\":[\"%s\"],\"resources\":[\"%s\"]}]"
                .formatted(
                        one(random, List.of("get", "list", "*")),
                        one(random, List.of("", "g", "*")),
                        one(random, List.of("x", "y", "x/status", "*/status", "*")));
        String subject = one(
                random,
                List.of(
                        "{\"kind\":\"User\",\"name\":\"u\"}",
                        "{\"kind\":\"Group\",\"name\":\"t\"}",
                        "{\"kind\":\"ServiceAccount\",\"name\":\"s\"}",
                        "{\"kind\":\"ServiceAccount\",\"name\":\"s\",\"namespace\":\"n1\"}"));
        String role = one(random, List.of("Role", "ClusterRole"));
        switch (random.nextInt(6)) {
            case 0 -> put("Role", namespace, name, "\"rules\":" + rules);
            case 1 -> put("ClusterRole", "", name, "\"rules\":" + rules);
            case 2 ->
                put(
                        "RoleBinding",
                        namespace,
                        name,
                        "\"roleRef\":{\"kind\":\"%s\",\"name\":\"%s\"},\"subjects\":[%s]"
                                .formatted(role, one(random, NAMES), subject));
            case 3 ->
                put(
                        "ClusterRoleBinding",
                        "",
                        name,
                        "\"roleRef\":{\"kind\":\"ClusterRole\",\"name\":\"%s\"},\"subjects\":[%s]"
                                .formatted(one(random, NAMES), subject));
            case 4 -> objects.remove("ClusterRoleBinding", "", name);
            default -> objects.remove(one(random, List.of("Role", "RoleBinding")), namespace, name);
        }
    }

    private void put(String kind, String namespace, String name, String rest) {
        objects.add(KubeObject.of(
                Json.parseObject("{\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\"},%s}"
                        .formatted(kind, name, namespace, rest))));
    }

    private static Identity identity(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Identity.user("u", List.of());
            case 1 -> Identity.user("other", List.of("t"));
            case 2 -> Identity.serviceAccount("n1", "s");
            default -> Identity.serviceAccount("n2", "s");
        };
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// The definition, word by word.
    private boolean allowed(Identity who, AccessQuestion.OnResource question) {
        var bindings = new ArrayList<>(objects.clusterRoleBindings());
        objects.roleBindings().stream()
                .filter(binding -> binding.namespace().equals(question.namespace()))
                .forEach(bindings::add);
        return bindings.stream()
                .filter(binding -> Json.list(binding.view(), "subjects").stream()
                        .anyMatch(subject -> isMeant(subject, binding.namespace(), who)))
                .flatMap(this::rulesOf)
                .anyMatch(rule -> rule.allows(question));
    }

    private static boolean isMeant(Object subject, String bindingNamespace, Identity who) {
        String name = Json.text(subject, "name").orElse("");
        return switch (Json.text(subject, "kind").orElse("")) {
            case "User" -> who.username().equals(name);
            case "Group" -> who.groups().contains(name);
            default -> {
                String namespace = Json.text(subject, "namespace").orElse(bindingNamespace);
                yield !namespace.isEmpty() && who.username().equals("system:serviceaccount:" + namespace + ":" + name);
            }
        };
    }

    private Stream<PolicyRule> rulesOf(KubeObject binding) {
        RoleRef role = RoleRef.of(binding.view());
        List<KubeObject> known = role.isClusterRole() ? objects.clusterRoles() : objects.roles();
        String namespace = role.isClusterRole() ? "" : binding.namespace();
        return known.stream()
                .filter(object -> object.name().equals(role.name()) && Objects.equals(object.namespace(), namespace))
                .flatMap(object -> PolicyRule.allOf(object.view()).stream());
    }
}
