package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Workloads that keep sets of pods, and those that are begun by the clock, with the columns of `kubectl get`.
sealed interface PodSetRules extends WorkloadRules {
    /// A column with a number of the status.
    private static Column count(String name, String description, String field) {
        return Column.number(name, description, (object, _) -> WorkloadRules.number(object, "status", field));
    }

    /// ReplicaSets.
    record Replicas() implements PodSetRules {
        @Override
        public Resource.ScalePaths scalePaths() {
            return WorkloadRules.SCALE;
        }

        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.podSet(object, true);
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            object.put("status", new LinkedHashMap<String, Object>());
            Json.put(object, 0L, "status", "replicas");
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.number(
                            "Desired",
                            "How many pods are wanted.",
                            (object, _) -> Json.at(object, "spec", "replicas").orElse(1L)),
                    count("Current", "How many pods there are.", "replicas"),
                    count("Ready", "How many are ready.", "readyReplicas"),
                    Columns.AGE,
                    WorkloadRules.containers("Containers", "name"),
                    WorkloadRules.containers("Images", "image"),
                    WorkloadRules.selector("spec", "selector", "matchLabels"));
        }
    }

    /// StatefulSets.
    record Stateful() implements PodSetRules {
        @Override
        public Resource.ScalePaths scalePaths() {
            return WorkloadRules.SCALE;
        }

        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.statefulSet(object);
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            object.put("status", new LinkedHashMap<String, Object>());
            Json.put(object, 0L, "status", "availableReplicas");
            Json.put(object, 0L, "status", "replicas");
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.text(
                            "Ready",
                            "Number of the pod with ready state",
                            (object, _) -> WorkloadRules.number(object, "status", "readyReplicas") + "/"
                                    + Json.at(object, "spec", "replicas").orElse(1L)),
                    Columns.AGE,
                    WorkloadRules.containers("Containers", "name"),
                    WorkloadRules.containers("Images", "image"));
        }
    }

    /// DaemonSets.
    record Daemons() implements PodSetRules {
        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.daemonSet(object);
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            object.put("status", new LinkedHashMap<String, Object>());
            Json.put(object, 0L, "status", "currentNumberScheduled");
            Json.put(object, 0L, "status", "desiredNumberScheduled");
            Json.put(object, 0L, "status", "numberMisscheduled");
            Json.put(object, 0L, "status", "numberReady");
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    count("Desired", "How many nodes should run one.", "desiredNumberScheduled"),
                    count("Current", "How many nodes run one.", "currentNumberScheduled"),
                    count("Ready", "How many are ready.", "numberReady"),
                    count("Up-to-date", "How many are up to date.", "updatedNumberScheduled"),
                    count("Available", "How many are available.", "numberAvailable"),
                    Column.text("Node Selector", "Which nodes run one.", (object, _) -> nodes(object)),
                    Columns.AGE,
                    WorkloadRules.containers("Containers", "name"),
                    WorkloadRules.containers("Images", "image"),
                    WorkloadRules.selector("spec", "selector", "matchLabels"));
        }

        private static String nodes(Map<String, Object> object) {
            String shown = Json.object(object, "spec", "template", "spec", "nodeSelector").entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(","));
            return shown.isEmpty() ? "<none>" : shown;
        }
    }

    /// CronJobs.
    record ByClock() implements PodSetRules {
        @Override
        public void complete(Map<String, Object> object) {
            WorkloadDefaults.cronJob(object);
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Columns.at("Schedule", "The schedule in Cron format.", "spec", "schedule"),
                    Column.text(
                            "Timezone",
                            "The time zone of the schedule.",
                            (object, _) -> Json.text(object, "spec", "timeZone").orElse("<none>")),
                    new Column(
                            "Suspend",
                            "boolean",
                            "",
                            "Whether further runs are held back.",
                            0,
                            (object, _) -> Boolean.TRUE.equals(
                                            Json.at(object, "spec", "suspend").orElse(false))
                                    ? "True"
                                    : "False"),
                    Column.number("Active", "How many jobs run.", (object, _) ->
                            (long) Json.list(object, "status", "active").size()),
                    Column.text(
                            "Last Schedule",
                            "When a job was last begun.",
                            (object, now) -> Json.text(object, "status", "lastScheduleTime")
                                            .isEmpty()
                                    ? "<none>"
                                    : Ages.at(object, now, "status", "lastScheduleTime")),
                    Columns.AGE,
                    containers("Containers", "name"),
                    containers("Images", "image"),
                    WorkloadRules.selector("spec", "jobTemplate", "spec", "selector", "matchLabels"));
        }

        private static Column containers(String name, String field) {
            return Column.text(
                            name,
                            "Its containers.",
                            (object, _) -> WorkloadRules.joined(
                                    object, field, "spec", "jobTemplate", "spec", "template", "spec", "containers"))
                    .wide();
        }
    }
}
