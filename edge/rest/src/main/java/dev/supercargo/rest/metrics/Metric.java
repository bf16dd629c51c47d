package dev.supercargo.rest.metrics;

import java.util.List;

/// Every metric, by its name in Prometheus. `docs/metrics.md` is this list.
public enum Metric {
    PROBLEMS("supercargo_problems", Kind.GAUGE, "Problems now.", "code", "project"),
    PROMOTIONS(
            "supercargo_promotions", Kind.GAUGE, "Promotions that are stored, by phase.", "project", "stage", "phase"),
    STEP_SECONDS(
            "supercargo_promotion_step_duration_seconds",
            Kind.SUMMARY,
            "How long the steps of Promotions took that ended while the process ran.",
            "step",
            "status"),
    DISCOVERY_AGE(
            "supercargo_warehouse_discovery_age_seconds",
            Kind.GAUGE,
            "Time since a Warehouse last looked for artifacts.",
            "project",
            "warehouse"),
    QUEUE_DEPTH("supercargo_queue_depth", Kind.GAUGE, "Keys that are due and wait for a turn.", "controller"),
    QUEUE_AGE(
            "supercargo_queue_oldest_age_seconds",
            Kind.GAUGE,
            "How long the key waits that has waited longest for a turn.",
            "controller"),
    TURNS_RUNNING("supercargo_turns_active", Kind.GAUGE, "Turns that are being taken.", "controller"),
    TURNS("supercargo_turns_total", Kind.COUNTER, "Turns taken.", "controller"),
    TURN_FAILURES(
            "supercargo_turn_failures_total", Kind.COUNTER, "Turns that failed and are taken again.", "controller"),
    TURN_SECONDS(
            "supercargo_turn_duration_seconds_total", Kind.COUNTER, "Time that all turns took together.", "controller"),
    API_REQUESTS(
            "supercargo_kube_requests_total",
            Kind.COUNTER,
            "Requests to the Kubernetes API, by method and the status of the answer.",
            "component",
            "method",
            "status");

    /// What kind of number it is, as Prometheus calls it.
    public enum Kind {
        GAUGE("gauge"),
        COUNTER("counter"),
        SUMMARY("summary");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// Prometheus' word.
        public String word() {
            return word;
        }
    }

    private final String word;
    private final Kind kind;
    private final String help;
    /// Separated by commas.
    private final String labels;

    Metric(String word, Kind kind, String help, String... labels) {
        this.word = word;
        this.kind = kind;
        this.help = help;
        this.labels = String.join(",", labels);
    }

    /// The name in Prometheus.
    public String word() {
        return word;
    }

    /// The name as Micrometer wants it, which adds the endings of units and counters itself.
    String base() {
        return kind == Kind.COUNTER ? word.substring(0, word.length() - "_total".length()) : word;
    }

    /// What kind of number it is.
    public Kind kind() {
        return kind;
    }

    /// What it tells.
    public String help() {
        return help;
    }

    /// The labels, in order.
    public List<String> labels() {
        return List.of(labels.split(",", -1));
    }
}
