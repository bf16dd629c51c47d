package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries AnalysisRuns out, as another controller does: they begin, take their time and end anyhow, or
/// are terminated.
final class Analyst implements Api.Witness {
    private static final Caller ME = new Caller("system:serviceaccount:argo:rollouts", List.of());
    private static final List<String> ENDS =
            List.of("Successful", "Successful", "Successful", "Successful", "Failed", "Error", "Inconclusive");

    private final Api api;
    private final Timeline timeline;
    private final Chance chance;

    Analyst(Api api, Timeline timeline, Chance chance) {
        this.api = api;
        this.timeline = timeline;
        this.chance = chance;
    }

    @Override
    public void changed(ResourceType type, Caller caller, Api.Change change) {
        if (!type.equals(Kinds.ANALYSIS_RUN) || change.after().isEmpty()) {
            return;
        }
        KubeObject run = change.after().get();
        if (change.before().isEmpty()) {
            timeline.after(chance.seconds(0, 20), Timeline.Kind.OUTSIDE, () -> begin(run.key(), run.uid()));
        } else if (isTerminated(run)) {
            timeline.after(chance.seconds(0, 5), Timeline.Kind.OUTSIDE, () -> end(run.key(), run.uid()));
        }
    }

    private static boolean isTerminated(KubeObject run) {
        return Boolean.TRUE.equals(Json.at(run.view(), "spec", "terminate").orElse(false));
    }

    private Optional<KubeObject> find(ObjectKey key, String uid) {
        return api.get(Kinds.ANALYSIS_RUN, key)
                .filter(run -> run.uid().equals(uid))
                .filter(run -> !ENDS.contains(phase(run)));
    }

    private static String phase(KubeObject run) {
        return Json.text(run.view(), "status", "phase").orElse("");
    }

    private void begin(ObjectKey key, String uid) {
        find(key, uid).ifPresent(_ -> {
            write(key, "Running", false);
            timeline.after(chance.seconds(0, 240), Timeline.Kind.OUTSIDE, () -> end(key, uid));
        });
    }

    private void end(ObjectKey key, String uid) {
        find(key, uid).ifPresent(run -> write(key, isTerminated(run) ? "Successful" : chance.of(ENDS), true));
    }

    private void write(ObjectKey key, String phase, boolean over) {
        String now = timeline.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var status = new LinkedHashMap<String, Object>();
        status.put("phase", phase);
        status.put(over ? "completedAt" : "startedAt", now);
        api.patch(ME, Kinds.ANALYSIS_RUN, "status", key, Map.of("status", status));
    }
}
