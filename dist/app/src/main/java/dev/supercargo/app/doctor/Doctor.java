package dev.supercargo.app.doctor;

import dev.supercargo.access.Audit;
import dev.supercargo.access.Component;
import dev.supercargo.access.Roles;
import dev.supercargo.kube.client.Cluster;
import dev.supercargo.kube.client.KubeClient;
import dev.supercargo.kube.client.RequestWatch;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Examines an installation: asks the API server about every permission of every component, and looks at what else they
/// need. Changes nothing.
public final class Doctor {
    private static final List<ResourceType> ROLES =
            List.of(Kinds.ROLE, Kinds.CLUSTER_ROLE, Kinds.ROLE_BINDING, Kinds.CLUSTER_ROLE_BINDING);

    private final Cluster cluster;
    private final KubeClient kube;
    private final String home;

    private Doctor(Cluster cluster, KubeClient kube, String home) {
        this.cluster = cluster;
        this.kube = kube;
        this.home = home;
    }

    /// Examines.
    ///
    /// @param home the namespace of the components
    /// @throws WorldException where the API server cannot be asked at all
    public static Report examine(Cluster cluster, String home) {
        try (KubeClient kube = KubeClient.to(cluster, RequestWatch.NONE)) {
            return new Doctor(cluster, kube, home).report();
        }
    }

    private Report report() {
        List<String> projects = kube.list(Kinds.NAMESPACE, "", LabelSelector.equal(Labels.PROJECT, "true")).stream()
                .filter(namespace -> !namespace.isTerminating())
                .map(KubeObject::name)
                .toList();
        var answers = new ArrayList<Report.Answer>();
        for (Component component : Component.values()) {
            Audit.questions(component, home, projects).forEach(question -> answers.add(answer(question)));
        }
        boolean missing = answers.stream().anyMatch(answer -> answer.state() == Report.State.MISSING);
        return new Report(answers, new Surroundings(cluster, kube, home).checks(), missing ? fix(projects) : List.of());
    }

    private Report.Answer answer(Audit.Question question) {
        try {
            KubeObject review = kube.create(Kinds.SUBJECT_ACCESS_REVIEW, review(question));
            boolean allowed = Json.at(review.view(), "status", "allowed")
                    .filter(Boolean.TRUE::equals)
                    .isPresent();
            return new Report.Answer(question, allowed ? Report.State.OK : Report.State.MISSING, "");
        } catch (WorldException e) {
            return new Report.Answer(question, Report.State.UNKNOWN, e.failure().what());
        }
    }

    private KubeObject review(Audit.Question question) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("verb", question.permission().verb());
        attributes.put("group", question.permission().group());
        attributes.put("resource", question.permission().plural());
        putUnlessEmpty(attributes, "subresource", question.permission().subresource());
        putUnlessEmpty(attributes, "namespace", question.namespace());
        putUnlessEmpty(attributes, "name", question.permission().name());
        var spec = new LinkedHashMap<String, Object>();
        spec.put("user", question.grant().component().username(home));
        spec.put("groups", List.of("system:serviceaccounts", "system:serviceaccounts:" + home, "system:authenticated"));
        spec.put("resourceAttributes", attributes);
        return KubeObject.of(Map.of(
                "apiVersion",
                Kinds.SUBJECT_ACCESS_REVIEW.apiVersion(),
                "kind",
                Kinds.SUBJECT_ACCESS_REVIEW.kind(),
                "spec",
                spec));
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    /// The roles and bindings of components that are not there, or not as the installation makes them.
    private List<KubeObject> fix(List<String> projects) {
        Stream<KubeObject> installed = Roles.installedIn(home).stream()
                .filter(object -> ROLES.stream().anyMatch(type -> type.kind().equals(object.kind())));
        Stream<KubeObject> inProjects = projects.stream().flatMap(project -> Roles.boundIn(project, home).stream());
        return Stream.concat(installed, inProjects).filter(this::differs).toList();
    }

    private boolean differs(KubeObject wanted) {
        ResourceType type = ROLES.stream()
                .filter(one -> one.kind().equals(wanted.kind()))
                .findFirst()
                .orElseThrow();
        Optional<KubeObject> stored = kube.get(type, new ObjectKey(wanted.namespace(), wanted.name()));
        return stored.isEmpty()
                || Stream.of("rules", "roleRef", "subjects")
                        .anyMatch(part -> !Json.same(
                                stored.get().view().get(part), wanted.view().get(part)));
    }
}
