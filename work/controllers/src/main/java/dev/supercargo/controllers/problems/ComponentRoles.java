package dev.supercargo.controllers.problems;

import dev.supercargo.access.Component;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Kinds;
import java.util.Arrays;
import java.util.List;

/// Hears of changes of what components are granted: their roles, and the bindings that name them. What is
/// new can only grant more, and whether that is what was missing is asked anyway.
public final class ComponentRoles {
    private static final String OF_COMPONENTS = "kargo-";
    /// What `supercargo doctor --fix-yaml` and the remedies of problems grant.
    private static final String OF_REMEDIES = "supercargo-fix-";
    /// A role of each Project, which concerns people.
    private static final String OF_PEOPLE = "kargo-project-admin";

    private ComponentRoles() {}

    /// Calls at each change; must be quick. To be made before the client's caches are started.
    ///
    /// @param home the namespace of the components
    /// @param shared the namespaces in which components have Roles, beside those of Projects
    public static void onChange(Kube kube, String home, List<String> shared, Runnable changed) {
        heard(kube.cache(Kinds.CLUSTER_ROLE, ComponentRoles::isOfComponents), changed);
        heard(
                kube.cache(
                        Kinds.ROLE,
                        role -> isOfComponents(role)
                                && (role.namespace().equals(home) || shared.contains(role.namespace()))),
                changed);
        heard(kube.cache(Kinds.CLUSTER_ROLE_BINDING, binding -> bindsComponents(binding, home)), changed);
        heard(kube.cache(Kinds.ROLE_BINDING, binding -> bindsComponents(binding, home)), changed);
    }

    private static void heard(Cache<Boolean> cache, Runnable changed) {
        cache.onChange((_, before, after) -> {
            if (before.isPresent() && (before.get() || after.orElse(false))) {
                changed.run();
            }
        });
    }

    private static boolean isOfComponents(KubeObject role) {
        String name = role.name();
        return (name.startsWith(OF_COMPONENTS) && !name.startsWith(OF_PEOPLE)) || name.startsWith(OF_REMEDIES);
    }

    private static boolean bindsComponents(KubeObject binding, String home) {
        return Json.list(binding.view(), "subjects").stream()
                .anyMatch(subject -> Json.text(subject, "namespace").orElse("").equals(home)
                        && Arrays.stream(Component.values())
                                .anyMatch(one ->
                                        Json.text(subject, "name").orElse("").equals(one.account())));
    }
}
