package dev.supercargo.decisions.project;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Names;
import dev.supercargo.model.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a Project has beside its namespace (resources.md 9.1), in the order in which it is made.
public final class ProjectResources {
    private static final Optional<String> SUBJECTS = Optional.of("subjects");
    private static final Optional<String> RULES = Optional.of("rules");

    private ProjectResources() {}

    /// All of them, as they are wanted.
    ///
    /// @param controllers names of the ServiceAccounts of controllers
    public static List<Wanted> of(Project project, List<String> controllers, ProjectSettings settings) {
        String name = project.metadata().name();
        String kargo = settings.kargoNamespace();
        var wanted = new ArrayList<Wanted>();
        wanted.add(systemBinding(
                name,
                "kargo-project-admin",
                List.of(RbacObjects.account(kargo, "kargo-api"), RbacObjects.account(kargo, "kargo-admin"))));
        wanted.add(systemBinding(
                name,
                "kargo-project-secrets-reader",
                List.of(RbacObjects.account(kargo, "kargo-external-webhooks-server"))));
        if (settings.bindsControllers()) {
            for (String controller : controllers) {
                wanted.add(new Wanted(
                        ProjectPhase.CONTROLLER_PERMISSIONS,
                        Kinds.ROLE_BINDING,
                        secretsBinding(name, controller, settings),
                        SUBJECTS));
            }
        }
        DefaultRoles.all().forEach((role, rules) -> wanted.addAll(userRole(project, role, rules)));
        wanted.addAll(projectAdmin(name));
        return wanted;
    }

    /// The binding that lets a controller read the Secrets of a Project.
    static KubeObject secretsBinding(String project, String controller, ProjectSettings settings) {
        return RbacObjects.binding(
                Kinds.ROLE_BINDING,
                new ObjectKey(project, secretsBindingName(controller)),
                "ClusterRole",
                "kargo-controller-read-secrets",
                List.of(RbacObjects.account(settings.kargoNamespace(), controller)));
    }

    static String secretsBindingName(String controller) {
        return controller + "-read-secrets";
    }

    /// The name of the ClusterRole and the ClusterRoleBinding of a Project.
    static String adminName(String project) {
        return Names.resource("kargo-project-admin-" + project);
    }

    private static Wanted systemBinding(String project, String role, List<Object> subjects) {
        KubeObject binding =
                RbacObjects.binding(Kinds.ROLE_BINDING, new ObjectKey(project, role), "ClusterRole", role, subjects);
        return new Wanted(ProjectPhase.SYSTEM_PERMISSIONS, Kinds.ROLE_BINDING, binding, SUBJECTS);
    }

    private static List<Wanted> userRole(Project project, String role, List<Object> rules) {
        var key = new ObjectKey(project.metadata().name(), role);
        KubeObject account = managed(KubeObject.named(Kinds.SERVICE_ACCOUNT, key));
        Optional<String> claims = claims(project.metadata().annotation(Annotations.CREATE_ACTOR));
        if (claims.isPresent()) {
            account = account.with(claims.get(), "metadata", "annotations", Annotations.CLAIMS);
        }
        KubeObject binding = RbacObjects.binding(
                Kinds.ROLE_BINDING, key, "Role", role, List.of(RbacObjects.account(key.namespace(), role)));
        return List.of(
                new Wanted(ProjectPhase.USER_ROLES, Kinds.SERVICE_ACCOUNT, account, Optional.empty()),
                new Wanted(
                        ProjectPhase.USER_ROLES, Kinds.ROLE, managed(RbacObjects.role(Kinds.ROLE, key, rules)), RULES),
                new Wanted(ProjectPhase.USER_ROLES, Kinds.ROLE_BINDING, managed(binding), SUBJECTS));
    }

    /// The claims of a creator `claim:value`; none for Kubernetes users and for actors without a claim.
    private static Optional<String> claims(String creator) {
        int colon = creator.indexOf(':');
        if (colon < 0 || creator.startsWith("kubernetes:")) {
            return Optional.empty();
        }
        return Optional.of(Json.print(Map.of(creator.substring(0, colon), List.of(creator.substring(colon + 1)))));
    }

    private static List<Wanted> projectAdmin(String project) {
        ObjectKey key = ObjectKey.cluster(adminName(project));
        Map<String, Object> rule =
                RbacObjects.rule(List.of("delete", "update"), Kinds.GROUP, List.of(Kinds.PROJECT.plural()));
        rule.put("resourceNames", new ArrayList<Object>(List.of(project)));
        KubeObject binding = RbacObjects.binding(
                Kinds.CLUSTER_ROLE_BINDING,
                key,
                "ClusterRole",
                key.name(),
                List.of(RbacObjects.account(project, DefaultRoles.ADMIN)));
        return List.of(
                new Wanted(
                        ProjectPhase.USER_ROLES,
                        Kinds.CLUSTER_ROLE,
                        RbacObjects.role(Kinds.CLUSTER_ROLE, key, List.of(rule)),
                        RULES),
                new Wanted(ProjectPhase.USER_ROLES, Kinds.CLUSTER_ROLE_BINDING, binding, SUBJECTS));
    }

    private static KubeObject managed(KubeObject object) {
        return object.with("true", "metadata", "annotations", Annotations.MANAGED);
    }
}
