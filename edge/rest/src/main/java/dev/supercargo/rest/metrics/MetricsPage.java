package dev.supercargo.rest.metrics;

/// Renders the list of metrics for the documentation.
public final class MetricsPage {
    private MetricsPage() {}

    /// Markdown of `docs/metrics.md`.
    public static String markdown() {
        var page = new StringBuilder()
                .append("# Metrics\n\n")
                .append("Generated from `Metric` in `edge/rest`; a test keeps this page equal to it.\n\n")
                .append("Served in Prometheus' text form at `/metrics` of the REST API's port (whoever asks must be"
                        + " known; on a laptop everybody is). A dashboard for Grafana and rules for alerts are in"
                        + " `dist/monitoring`. The JVM's own numbers come with them (`jvm_*`, `process_*`).\n\n")
                .append("| Name | Type | Labels | What it tells |\n|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            page.append("| `")
                    .append(metric.word())
                    .append("` | ")
                    .append(metric.kind().word());
            page.append(" | `").append(String.join("`, `", metric.labels())).append("` | ");
            page.append(metric.help()).append(" |\n");
        }
        return page.toString();
    }
}
