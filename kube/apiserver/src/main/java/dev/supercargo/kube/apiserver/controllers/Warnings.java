package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells once, by an Event beside the dependent, about a reference to an owner that cannot be one.
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final InProcess requests;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Warnings(Function<ApiRequest, ApiResponse> door) {
        this.requests = new InProcess(door, Identity.administrator("system:kube-controller-manager"));
    }

    void tell(KubeObject about, String message) {
        if (!told.add(about.uid() + message)) {
            return;
        }
        String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var involved = new LinkedHashMap<String, Object>();
        involved.put("apiVersion", about.apiVersion());
        involved.put("kind", about.kind());
        involved.put("namespace", about.namespace());
        involved.put("name", about.name());
        involved.put("uid", about.uid());
        var event = new LinkedHashMap<String, Object>();
        event.put("metadata", Map.of("name", about.name() + "." + Long.toHexString(System.nanoTime())));
        event.put("involvedObject", involved);
        event.put("reason", "OwnerRefInvalidNamespace");
        event.put("message", message);
        event.put("type", "Warning");
        event.put("source", Map.of("component", "garbage-collector-controller"));
        event.put("firstTimestamp", now);
        event.put("lastTimestamp", now);
        event.put("count", 1L);
        try {
            requests.create("/api/v1/namespaces/" + namespace + "/events", event);
        } catch (ApiError e) {
            LOG.warn("{}: {} (the event about it was refused: {})", about, message, e.getMessage());
        }
    }
}
