package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Kubernetes fills in when a workload leaves it out: operators read these fields without asking whether they are
/// there. All methods change the tree that they are given.
final class WorkloadDefaults {
    private WorkloadDefaults() {}

    /// A number of pods, a kept history, and the pods themselves.
    static void podSet(Map<String, Object> object, boolean counted) {
        Map<String, Object> spec = member(object, "spec");
        if (counted) {
            spec.putIfAbsent("replicas", 1L);
        }
        pod(member(member(spec, "template"), "spec"));
    }

    static void deployment(Map<String, Object> object) {
        podSet(object, true);
        Map<String, Object> spec = member(object, "spec");
        spec.putIfAbsent("revisionHistoryLimit", 10L);
        spec.putIfAbsent("progressDeadlineSeconds", 600L);
        Map<String, Object> strategy = member(spec, "strategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if (strategy.get("type").equals("RollingUpdate")) {
            Map<String, Object> rolling = member(strategy, "rollingUpdate");
            rolling.putIfAbsent("maxUnavailable", "25%");
            rolling.putIfAbsent("maxSurge", "25%");
        }
    }

    static void statefulSet(Map<String, Object> object) {
        podSet(object, true);
        Map<String, Object> spec = member(object, "spec");
        spec.putIfAbsent("revisionHistoryLimit", 10L);
        spec.putIfAbsent("podManagementPolicy", "OrderedReady");
        Map<String, Object> strategy = member(spec, "updateStrategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if (strategy.get("type").equals("RollingUpdate")) {
            member(strategy, "rollingUpdate").putIfAbsent("partition", 0L);
        }
        Map<String, Object> claims = member(spec, "persistentVolumeClaimRetentionPolicy");
        claims.putIfAbsent("whenDeleted", "Retain");
        claims.putIfAbsent("whenScaled", "Retain");
    }

    static void daemonSet(Map<String, Object> object) {
        podSet(object, false);
        Map<String, Object> spec = member(object, "spec");
        spec.putIfAbsent("revisionHistoryLimit", 10L);
        Map<String, Object> strategy = member(spec, "updateStrategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if (strategy.get("type").equals("RollingUpdate")) {
            Map<String, Object> rolling = member(strategy, "rollingUpdate");
            rolling.putIfAbsent("maxUnavailable", 1L);
            rolling.putIfAbsent("maxSurge", 0L);
        }
    }

    static void job(Map<String, Object> object) {
        Map<String, Object> spec = member(object, "spec");
        if (!spec.containsKey("completions") && !spec.containsKey("parallelism")) {
            spec.put("completions", 1L);
        }
        spec.putIfAbsent("parallelism", 1L);
        spec.putIfAbsent("backoffLimit", 6L);
        spec.putIfAbsent("completionMode", "NonIndexed");
        spec.putIfAbsent("suspend", false);
        spec.putIfAbsent("manualSelector", false);
        spec.putIfAbsent("podReplacementPolicy", "TerminatingOrFailed");
        pod(member(member(spec, "template"), "spec"));
    }

    /// How a new job knows its pods.
    static void jobLabels(Map<String, Object> object) {
        Map<String, Object> spec = member(object, "spec");
        if (Boolean.TRUE.equals(spec.get("manualSelector"))) {
            return;
        }
        String uid = Json.text(object, "metadata", "uid").orElse("");
        String name = Json.text(object, "metadata", "name").orElse("");
        for (Map<String, Object> owner : List.of(object, member(spec, "template"))) {
            Map<String, Object> labels = member(member(owner, "metadata"), "labels");
            for (String prefix : List.of("", "batch.kubernetes.io/")) {
                labels.put(prefix + "controller-uid", uid);
                labels.put(prefix + "job-name", name);
            }
        }
        member(member(spec, "selector"), "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
    }

    static void cronJob(Map<String, Object> object) {
        Map<String, Object> spec = member(object, "spec");
        spec.putIfAbsent("concurrencyPolicy", "Allow");
        spec.putIfAbsent("suspend", false);
        spec.putIfAbsent("successfulJobsHistoryLimit", 3L);
        spec.putIfAbsent("failedJobsHistoryLimit", 1L);
        Map<String, Object> template = member(member(member(spec, "jobTemplate"), "spec"), "template");
        member(member(spec, "jobTemplate"), "metadata");
        member(template, "metadata");
        pod(member(template, "spec"));
    }

    /// Addresses are not given out.
    static void service(Map<String, Object> object) {
        Map<String, Object> spec = member(object, "spec");
        spec.putIfAbsent("type", "ClusterIP");
        spec.putIfAbsent("sessionAffinity", "None");
        if (!spec.get("type").equals("ExternalName")) {
            spec.putIfAbsent("internalTrafficPolicy", "Cluster");
        }
        for (Object item : Json.list(spec, "ports")) {
            Map<String, Object> port = Json.asObject(item);
            port.putIfAbsent("protocol", "TCP");
            if (port.get("port") instanceof Long number) {
                port.putIfAbsent("targetPort", number);
            }
        }
    }

    /// The specification of a pod.
    static void pod(Map<String, Object> spec) {
        spec.putIfAbsent("restartPolicy", "Always");
        spec.putIfAbsent("dnsPolicy", "ClusterFirst");
        spec.putIfAbsent("schedulerName", "default-scheduler");
        spec.putIfAbsent("terminationGracePeriodSeconds", 30L);
        member(spec, "securityContext");
        if (spec.get("serviceAccountName") instanceof String account) {
            spec.put("serviceAccount", account);
        }
        for (String kind : List.of("initContainers", "containers")) {
            Json.list(spec, kind).forEach(container -> container(Json.asObject(container)));
        }
        for (Object volume : Json.list(spec, "volumes")) {
            for (String source : List.of("secret", "configMap", "projected", "downwardAPI")) {
                if (Json.asObject(volume).get(source) instanceof Map<?, ?> from) {
                    Json.asObject(from).putIfAbsent("defaultMode", 420L);
                }
            }
        }
    }

    private static void container(Map<String, Object> container) {
        String image = Json.text(container, "image").orElse("");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean moves = !tag.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
        container.putIfAbsent("imagePullPolicy", moves ? "Always" : "IfNotPresent");
        container.putIfAbsent("terminationMessagePath", "/dev/termination-log");
        container.putIfAbsent("terminationMessagePolicy", "File");
        member(container, "resources");
        Json.list(container, "ports").forEach(port -> Json.asObject(port).putIfAbsent("protocol", "TCP"));
        for (Object variable : Json.list(container, "env")) {
            if (Json.at(variable, "valueFrom", "fieldRef").orElse(null) instanceof Map<?, ?> field) {
                Json.asObject(field).putIfAbsent("apiVersion", "v1");
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof Map<?, ?> given) {
                probe(Json.asObject(given));
            }
        }
    }

    private static void probe(Map<String, Object> probe) {
        probe.putIfAbsent("timeoutSeconds", 1L);
        probe.putIfAbsent("periodSeconds", 10L);
        probe.putIfAbsent("successThreshold", 1L);
        probe.putIfAbsent("failureThreshold", 3L);
        if (probe.get("httpGet") instanceof Map<?, ?> get) {
            Json.asObject(get).putIfAbsent("path", "/");
            Json.asObject(get).putIfAbsent("scheme", "HTTP");
        }
    }

    /// A member that is an object, made if it is absent.
    private static Map<String, Object> member(Map<String, Object> object, String name) {
        if (!(object.get(name) instanceof Map<?, ?>)) {
            object.put(name, new LinkedHashMap<String, Object>());
        }
        return Json.asObject(object.get(name));
    }
}
