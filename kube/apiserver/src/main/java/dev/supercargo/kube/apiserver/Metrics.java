package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.request.RequestInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Counts requests, and prints what was counted in Prometheus' text form (kubernetes-api.md 12).
final class Metrics {
    private final Map<Labels, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<Labels, LongAdder> nanos = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new LinkedHashMap<>();
    private final Predicate<RequestInfo> served;

    /// `served` knows the resources that exist: names that clients make up are not kept.
    Metrics(Predicate<RequestInfo> served) {
        this.served = served;
    }

    /// What one count is about.
    private record Labels(String verb, String group, String version, String resource, String subresource, String code)
            implements Comparable<Labels> {
        String text() {
            return "verb=\"" + verb + "\",group=\"" + group + "\",version=\"" + version + "\",resource=\"" + resource
                    + "\",subresource=\"" + subresource + "\",code=\"" + code + "\"";
        }

        @Override
        public int compareTo(Labels other) {
            return text().compareTo(other.text());
        }
    }

    /// A number that is read when it is asked for.
    void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /// One request and how it was answered.
    void count(RequestInfo info, int code, long took) {
        String verb = info.verb().toUpperCase(Locale.ROOT);
        Labels labels = served.test(info)
                ? new Labels(verb, info.group(), info.version(), info.resource(), info.subresource(), "" + code)
                : new Labels(verb, "", "", "", "", "" + code);
        requests.computeIfAbsent(labels, _ -> new LongAdder()).increment();
        if (!verb.equals("WATCH")) {
            nanos.computeIfAbsent(labels, _ -> new LongAdder()).add(took);
        }
    }

    ApiResponse.Complete answer() {
        var text = new StringBuilder();
        text.append("# HELP apiserver_request_total Requests, by what they asked for and how they were answered.\n");
        text.append("# TYPE apiserver_request_total counter\n");
        new TreeMap<>(requests)
                .forEach((labels, count) -> text.append("apiserver_request_total{")
                        .append(labels.text())
                        .append("} ")
                        .append(count.sum())
                        .append('\n'));
        text.append("# HELP apiserver_request_duration_seconds How long answers took.\n");
        text.append("# TYPE apiserver_request_duration_seconds summary\n");
        new TreeMap<>(nanos).forEach((labels, sum) -> {
            text.append("apiserver_request_duration_seconds_sum{")
                    .append(labels.text())
                    .append("} ")
                    .append(sum.sum() / 1e9)
                    .append('\n');
            text.append("apiserver_request_duration_seconds_count{")
                    .append(labels.text())
                    .append("} ")
                    .append(requests.getOrDefault(labels, new LongAdder()).sum())
                    .append('\n');
        });
        gauges.forEach((name, value) -> text.append("# TYPE ")
                .append(name)
                .append(" gauge\n")
                .append(name)
                .append(' ')
                .append(value.getAsLong())
                .append('\n'));
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("Content-Type", List.of("text/plain; version=0.0.4; charset=utf-8"));
        return new ApiResponse.Complete(200, headers, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
