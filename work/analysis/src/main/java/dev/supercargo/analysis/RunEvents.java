package dev.supercargo.analysis;

import dev.supercargo.decisions.analysis.RunAssessment;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events on runs (verification.md 3.10). Telling is a courtesy: a failure is only logged.
final class RunEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

    private final Kube kube;
    private final AtomicLong number = new AtomicLong();

    RunEvents(Kube kube) {
        this.kube = kube;
    }

    void send(KubeObject run, RunAssessment.Announcement event, Instant now) {
        String name = "%s.%x.%x".formatted(run.name(), now.toEpochMilli(), number.incrementAndGet());
        Map<String, Object> tree = KubeObject.named(Kinds.EVENT, new ObjectKey(run.namespace(), name))
                .tree();
        var about = new LinkedHashMap<String, Object>();
        about.put("apiVersion", Kinds.ANALYSIS_RUN.apiVersion());
        about.put("kind", Kinds.ANALYSIS_RUN.kind());
        about.put("namespace", run.namespace());
        about.put("name", run.name());
        tree.put("involvedObject", about);
        tree.put("type", event.warning() ? "Warning" : "Normal");
        tree.put("reason", event.reason());
        tree.put("message", event.message());
        tree.put("source", Map.of("component", AnalysisController.NAME));
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        tree.put("firstTimestamp", time);
        tree.put("lastTimestamp", time);
        tree.put("count", 1L);
        try {
            kube.create(Kinds.EVENT, KubeObject.of(tree));
        } catch (WorldException e) {
            LOG.warn(
                    "cannot announce {} of {}: {}",
                    event.reason(),
                    run.key(),
                    e.failure().what());
        }
    }
}
