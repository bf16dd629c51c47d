package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.resources.Naming;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The table of built-in resources.
public final class BuiltIns {
    public static final ResourceType NAMESPACE = new ResourceType("", "v1", "Namespace", "namespaces", false);
    public static final ResourceType SECRET = new ResourceType("", "v1", "Secret", "secrets", true);
    public static final ResourceType CONFIG_MAP = new ResourceType("", "v1", "ConfigMap", "configmaps", true);
    public static final ResourceType SERVICE_ACCOUNT =
            new ResourceType("", "v1", "ServiceAccount", "serviceaccounts", true);
    public static final ResourceType EVENT = new ResourceType("", "v1", "Event", "events", true);
    public static final ResourceType DEFINITION = new ResourceType(
            "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String AUTHORIZATION = "authorization.k8s.io";
    private static final String AUTHENTICATION = "authentication.k8s.io";
    private static final String ADMISSION = "admissionregistration.k8s.io";
    private static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> NO_COLLECTION =
            List.of("create", "delete", "get", "list", "patch", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");
    private static final List<String> CREATE = List.of("create");

    private BuiltIns() {}

    /// All of them, in order of registration.
    public static List<Resource> resources() {
        var all = new ArrayList<Resource>();
        core(all);
        reviews(all);
        workloads(all);
        access(all);
        others(all);
        return List.copyOf(all);
    }

    private static void core(List<Resource> all) {
        all.add(resource(
                NAMESPACE,
                new NamespaceRules(),
                NO_COLLECTION,
                List.of(new Subresource(Subresource.FINALIZE, NAMESPACE, List.of("update")), status(NAMESPACE)),
                "ns"));
        all.add(resource(SECRET, new SecretRules(), ALL_VERBS, List.of()));
        all.add(resource(CONFIG_MAP, new ConfigMapRules(), ALL_VERBS, List.of(), "cm"));
        var tokenRequest = new ResourceType(AUTHENTICATION, "v1", "TokenRequest", "tokenrequests", true);
        all.add(resource(
                SERVICE_ACCOUNT,
                new ServiceAccountRules(),
                ALL_VERBS,
                List.of(new Subresource(Subresource.TOKEN, tokenRequest, CREATE)),
                "sa"));
        all.add(resource(EVENT, new EventRules(), ALL_VERBS, List.of(), "ev"));
        all.add(plain("", "v1", "ResourceQuota", "resourcequotas", new PlainRules.Quota(), true, "quota"));
        all.add(plain("", "v1", "LimitRange", "limitranges", new PlainRules.Limits(), false, "limits"));
        all.add(plain("", "v1", "Pod", "pods", new WorkloadRules.Pod(), true, "po"));
        all.add(plain("", "v1", "Service", "services", new WorkloadRules.Service(), true, "svc"));
    }

    private static void workloads(List<Resource> all) {
        all.add(plain("apps", "v1", "Deployment", "deployments", new WorkloadRules.Deployment(), true, "deploy"));
        all.add(plain("apps", "v1", "ReplicaSet", "replicasets", new PodSetRules.Replicas(), true, "rs"));
        all.add(plain("apps", "v1", "StatefulSet", "statefulsets", new PodSetRules.Stateful(), true, "sts"));
        all.add(plain("apps", "v1", "DaemonSet", "daemonsets", new PodSetRules.Daemons(), true, "ds"));
        all.add(plain("batch", "v1", "Job", "jobs", new WorkloadRules.Job(), true));
        all.add(plain("batch", "v1", "CronJob", "cronjobs", new PodSetRules.ByClock(), true, "cj"));
    }

    private static void reviews(List<Resource> all) {
        all.add(review(AUTHENTICATION, "TokenReview", "tokenreviews", false));
        all.add(review(AUTHENTICATION, "SelfSubjectReview", "selfsubjectreviews", false));
        all.add(review(AUTHORIZATION, "SubjectAccessReview", "subjectaccessreviews", false));
        all.add(review(AUTHORIZATION, "SelfSubjectAccessReview", "selfsubjectaccessreviews", false));
        all.add(review(AUTHORIZATION, "LocalSubjectAccessReview", "localsubjectaccessreviews", true));
        all.add(review(AUTHORIZATION, "SelfSubjectRulesReview", "selfsubjectrulesreviews", false));
    }

    private static void access(List<Resource> all) {
        all.add(rbac("Role", "roles", true));
        all.add(rbac("RoleBinding", "rolebindings", true));
        all.add(rbac("ClusterRole", "clusterroles", false));
        all.add(rbac("ClusterRoleBinding", "clusterrolebindings", false));
    }

    private static void others(List<Resource> all) {
        all.add(plain("coordination.k8s.io", "v1", "Lease", "leases", new LeaseRules(), false));
        var events = new ResourceType("events.k8s.io", "v1", "Event", "events", true);
        var rules = new NewEventRules();
        all.add(new Resource(
                events,
                naming(events, List.of("ev"), List.of()),
                ALL_VERBS,
                List.of(),
                rules,
                BuiltInShape.of(events, rules),
                new Resource.Origin.BuiltIn(GroupResource.of(EVENT), true)));
        all.add(new Resource(
                DEFINITION,
                naming(DEFINITION, List.of("crd", "crds"), List.of("api-extensions")),
                ALL_VERBS,
                List.of(status(DEFINITION)),
                new DefinitionRules(),
                BuiltInShape.of(DEFINITION, new DefinitionRules()),
                new Resource.Origin.BuiltIn(GroupResource.of(DEFINITION), true)));
        for (String kind : List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")) {
            all.add(admission(kind, new WebhookRules(), false));
        }
        all.add(admission("ValidatingAdmissionPolicy", new PlainRules.Policy(), true));
        all.add(admission("ValidatingAdmissionPolicyBinding", new PlainRules.PolicyBinding(), false));
    }

    private static Resource admission(String kind, Rules rules, boolean status) {
        String plural = kind.endsWith("y")
                ? kind.substring(0, kind.length() - 1).toLowerCase(Locale.ROOT) + "ies"
                : kind.toLowerCase(Locale.ROOT) + "s";
        var type = new ResourceType(ADMISSION, "v1", kind, plural, false);
        List<Subresource> parts = status ? List.of(status(type)) : List.of();
        return new Resource(
                type,
                naming(type, List.of(), List.of("api-extensions")),
                ALL_VERBS,
                parts,
                rules,
                BuiltInShape.of(type, rules),
                new Resource.Origin.BuiltIn(GroupResource.of(type), true));
    }

    private static Resource rbac(String kind, String plural, boolean namespaced) {
        var type = new ResourceType(RBAC, "v1", kind, plural, namespaced);
        return resource(type, new RbacRules(kind), ALL_VERBS, List.of());
    }

    private static Resource review(String group, String kind, String plural, boolean namespaced) {
        var type = new ResourceType(group, "v1", kind, plural, namespaced);
        var rules = new PlainRules.Review();
        return new Resource(
                type,
                naming(type, List.of(), List.of()),
                CREATE,
                List.of(),
                rules,
                BuiltInShape.of(type, rules),
                new Resource.Origin.BuiltIn(GroupResource.of(type), false));
    }

    private static Resource plain(
            String group, String version, String kind, String plural, Rules rules, boolean status, String... shorts) {
        var type = new ResourceType(group, version, kind, plural, true);
        var parts = new ArrayList<Subresource>();
        if (!rules.scalePaths().equals(Resource.ScalePaths.NONE)) {
            var scale = new ResourceType("autoscaling", "v1", "Scale", plural, true);
            parts.add(new Subresource(Subresource.SCALE, scale, PART_VERBS));
        }
        if (status) {
            parts.add(status(type));
        }
        return resource(type, rules, ALL_VERBS, parts, shorts);
    }

    private static Resource resource(
            ResourceType type, Rules rules, List<String> verbs, List<Subresource> parts, String... shorts) {
        boolean everyday = rules instanceof WorkloadRules;
        return new Resource(
                type,
                naming(type, Arrays.asList(shorts), everyday ? List.of("all") : List.of()),
                verbs,
                parts,
                rules,
                BuiltInShape.of(type, rules),
                new Resource.Origin.BuiltIn(GroupResource.of(type), true));
    }

    private static Subresource status(ResourceType type) {
        return new Subresource(Subresource.STATUS, type, PART_VERBS);
    }

    private static Naming naming(ResourceType type, List<String> shortNames, List<String> categories) {
        return new Naming(type.kind().toLowerCase(Locale.ROOT), type.kind() + "List", shortNames, categories);
    }
}
