package dev.supercargo.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many writes the API server was asked for, whatever it answered, by `VERB resource[/subresource]`: the server's
/// own count (`/metrics`). Access reviews are created, but nothing is written.
///
/// @param requests writes by what they were about
/// @param revision the newest revision of the store: how many changes there were in all
record WriteCount(Map<String, Long> requests, long revision) {
    private static final Set<String> WRITING = Set.of("CREATE", "UPDATE", "PATCH", "DELETE", "DELETECOLLECTION");
    private static final Pattern COUNT =
            Pattern.compile("apiserver_request_total\\{verb=\"([A-Z]+)\",group=\"([^\"]*)\","
                    + "version=\"[^\"]*\",resource=\"([^\"]*)\",subresource=\"([^\"]*)\",code=\"\\d+\"} (\\d+)");
    private static final Pattern REVISION = Pattern.compile("(?m)^supercargo_store_revision (\\d+)$");

    /// Reads what `/metrics` says.
    static WriteCount of(String text) {
        var requests = new TreeMap<String, Long>();
        Matcher count = COUNT.matcher(text);
        while (count.find()) {
            boolean writes = WRITING.contains(count.group(1))
                    && !count.group(2).equals("authorization.k8s.io")
                    && !count.group(2).equals("authentication.k8s.io");
            if (writes) {
                String subresource = count.group(4).isEmpty() ? "" : "/" + count.group(4);
                requests.merge(
                        count.group(1).toLowerCase(Locale.ROOT) + " " + count.group(3) + subresource,
                        Long.parseLong(count.group(5)),
                        Long::sum);
            }
        }
        Matcher revision = REVISION.matcher(text);
        return new WriteCount(requests, revision.find() ? Long.parseLong(revision.group(1)) : 0);
    }

    WriteCount {
        requests = Map.copyOf(requests);
    }

    /// What came after an earlier count.
    WriteCount since(WriteCount earlier) {
        var more = new TreeMap<String, Long>();
        requests.forEach((what, count) -> {
            long difference = count - earlier.requests.getOrDefault(what, 0L);
            if (difference > 0) {
                more.put(what, difference);
            }
        });
        return new WriteCount(more, revision - earlier.revision);
    }

    /// All writes but those to Leases.
    long total() {
        return requests.entrySet().stream()
                .filter(entry -> !entry.getKey().contains(" leases"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Writes to Leases.
    long leases() {
        return requests.values().stream().mapToLong(Long::longValue).sum() - total();
    }

    /// The counts, sorted by what they are about.
    Map<String, Object> tree() {
        return new TreeMap<>(requests);
    }
}
