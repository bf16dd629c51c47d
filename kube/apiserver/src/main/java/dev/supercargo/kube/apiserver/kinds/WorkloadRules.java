package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Kinds of workloads. They are kept and shown; nobody runs them here.
sealed interface WorkloadRules extends Rules
        permits WorkloadRules.Pod, WorkloadRules.Service, WorkloadRules.Deployment, WorkloadRules.Job, PodSetRules {
    /// Sets of pods of which there can be more or fewer.
    Resource.ScalePaths SCALE = new Resource.ScalePaths("spec.replicas", "status.replicas", "spec.selector");

    @Override
    default Metadata.Care care() {
        return Metadata.Care.CORE_CHANGES;
    }

    @Override
    default Generation generation() {
        return Generation.WITH_SPEC;
    }

    @Override
    default void prepareCreate(Map<String, Object> object) {
        object.put("status", new LinkedHashMap<String, Object>());
    }

    static long number(Map<String, Object> object, String... path) {
        return Json.at(object, path).orElse(0L) instanceof Number number ? number.longValue() : 0;
    }

    static String joined(Map<String, Object> object, String field, String... path) {
        return Json.list(object, path).stream()
                .map(item -> Json.text(item, field).orElse(""))
                .collect(Collectors.joining(","));
    }

    static Column selector(String... path) {
        return Column.text("Selector", "Which pods belong to it.", (object, _) -> {
                    String shown = Json.object(object, path).entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining(","));
                    return shown.isEmpty() ? "<none>" : shown;
                })
                .wide();
    }

    static Column containers(String name, String field) {
        return Column.text(
                        name,
                        "Its containers.",
                        (object, _) -> joined(object, field, "spec", "template", "spec", "containers"))
                .wide();
    }

    record Pod() implements WorkloadRules {
        @Override
        public void complete(Map<String, Object> object) {
            if (object.get("spec") instanceof Map<?, ?> spec) {
                WorkloadDefaults.pod(Json.asObject(spec));
                Json.asObject(spec).putIfAbsent("enableServiceLinks", true);
            }
        }

        @Override
        public boolean deletionAnswersObject() {
            return true;
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            Json.put(object, "Pending", "status", "phase");
        }

        @Override
        public List<String> selectableFields() {
            return List.of("status.phase", "spec.nodeName");
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.text("Ready", "How many containers are ready.", (pod, _) -> ready(pod)),
                    Columns.at("Status", "The phase of the pod.", "status", "phase"),
                    Column.text(
                            "Restarts",
                            "How often containers were restarted.",
                            (pod, _) -> Json.list(pod, "status", "containerStatuses").stream()
                                    .mapToLong(status -> number(Json.asObject(status), "restartCount"))
                                    .sum()),
                    Columns.AGE,
                    orNone("IP", "status", "podIP").wide(),
                    orNone("Node", "spec", "nodeName").wide(),
                    orNone("Nominated Node", "status", "nominatedNodeName").wide(),
                    orNone("Readiness Gates", "none").wide());
        }

        private static Column orNone(String name, String... path) {
            return Column.text(name, name, (pod, _) -> Json.text(pod, path).orElse("<none>"));
        }

        private static String ready(Map<String, Object> pod) {
            long ready = Json.list(pod, "status", "containerStatuses").stream()
                    .filter(status ->
                            Boolean.TRUE.equals(Json.at(status, "ready").orElse(false)))
                    .count();
            return ready + "/" + Json.list(pod, "spec", "containers").size();
        }
    }

    record Service() implements WorkloadRules {
        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.service(object);
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            Json.put(object, new LinkedHashMap<String, Object>(), "status", "loadBalancer");
        }

        @Override
        public Metadata.Care care() {
            return Metadata.Care.CORE;
        }

        @Override
        public Generation generation() {
            return Generation.NEVER;
        }

        @Override
        public boolean deletionAnswersObject() {
            return true;
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.text(
                            "Type",
                            "How the service is reached.",
                            (service, _) -> Json.text(service, "spec", "type").orElse("ClusterIP")),
                    Column.text(
                            "Cluster-IP",
                            "Its address.",
                            (service, _) ->
                                    Json.text(service, "spec", "clusterIP").orElse("<none>")),
                    Column.text("External-IP", "Its outer address.", (_, _) -> "<none>"),
                    Column.text(
                            "Port(s)",
                            "Its ports.",
                            (service, _) -> Json.list(service, "spec", "ports").stream()
                                    .map(port -> Json.at(port, "port").orElse("") + "/"
                                            + Json.text(port, "protocol").orElse("TCP"))
                                    .collect(Collectors.joining(","))),
                    Columns.AGE,
                    selector("spec", "selector"));
        }
    }

    record Deployment() implements WorkloadRules {
        @Override
        public Resource.ScalePaths scalePaths() {
            return WorkloadRules.SCALE;
        }

        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.deployment(object);
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.text(
                            "Ready",
                            "How many pods are ready.",
                            (object, _) -> number(object, "status", "readyReplicas") + "/"
                                    + Json.at(object, "spec", "replicas").orElse(1L)),
                    Column.text(
                            "Up-to-date",
                            "How many are up to date.",
                            (object, _) -> Objects.toString(number(object, "status", "updatedReplicas"))),
                    Column.text(
                            "Available",
                            "How many are available.",
                            (object, _) -> Objects.toString(number(object, "status", "availableReplicas"))),
                    Columns.AGE,
                    containers("Containers", "name"),
                    containers("Images", "image"),
                    selector("spec", "selector", "matchLabels"));
        }
    }

    record Job() implements WorkloadRules {
        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.job(object);
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            object.put("status", new LinkedHashMap<String, Object>());
            WorkloadDefaults.jobLabels(object);
        }

        @Override
        public List<String> selectableFields() {
            return List.of("status.successful");
        }

        @Override
        public String selectable(Map<String, Object> object, String field) {
            return Long.toString(number(object, "status", "succeeded"));
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.text("Status", "Whether the job is done.", (job, _) -> status(job)),
                    Column.text(
                            "Completions",
                            "How many pods succeeded.",
                            (job, _) -> number(job, "status", "succeeded") + "/"
                                    + Json.at(job, "spec", "completions").orElse(1L)),
                    Column.text("Duration", "How long the job took.", Job::duration),
                    Columns.AGE,
                    containers("Containers", "name"),
                    containers("Images", "image"),
                    selector("spec", "selector", "matchLabels"));
        }

        private static String status(Map<String, Object> job) {
            Optional<String> condition = Json.list(job, "status", "conditions").stream()
                    .filter(item -> "True".equals(Json.text(item, "status").orElse("")))
                    .map(item -> Json.text(item, "type").orElse(""))
                    .filter(List.of("Complete", "Failed", "Suspended")::contains)
                    .findFirst();
            return condition.orElse("Running");
        }

        private static String duration(Map<String, Object> job, Instant now) {
            Optional<Instant> start =
                    Json.text(job, "status", "startTime").flatMap(dev.supercargo.meta.KubeObject::instant);
            Instant end = Json.text(job, "status", "completionTime")
                    .flatMap(dev.supercargo.meta.KubeObject::instant)
                    .orElse(now);
            return start.map(from -> Ages.print(Duration.between(from, end))).orElse("");
        }
    }
}
