package dev.supercargo.analysis;

import dev.supercargo.decisions.analysis.Measurement;
import dev.supercargo.decisions.analysis.MetricSpec;
import dev.supercargo.decisions.analysis.Redaction;
import dev.supercargo.decisions.analysis.RunAssessment;
import dev.supercargo.decisions.analysis.RunPlan;
import dev.supercargo.decisions.analysis.SecretValue;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.Turn;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.AnalysisRun;
import dev.supercargo.model.Kinds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One turn of one run: plan, measure, assess, write. The status is written after measuring, so that a measurement that
/// was lost with the process is simply taken again.
final class RunTurn implements Turn {
    private final Kube kube;
    private final Whose whose;
    private final Measuring measuring;
    private final RunEvents events;
    private final InstantSource clock;

    RunTurn(Kube kube, Whose whose, Measuring measuring, InstantSource clock) {
        this.kube = kube;
        this.whose = whose;
        this.measuring = measuring;
        this.events = new RunEvents(kube);
        this.clock = clock;
    }

    @Override
    public Next take(ObjectKey key) throws InterruptedException {
        Optional<KubeObject> run = kube.get(Kinds.ANALYSIS_RUN, key)
                .filter(found -> whose.ours(AnalysisRun.read(found).metadata()));
        if (run.isEmpty()) {
            return Next.rest();
        }
        return switch (RunPlan.of(run.get(), clock.instant())) {
            case RunPlan.Rest(var until) -> until.map(Next::at).orElseGet(Next::rest);
            case RunPlan.Delete _ -> {
                kube.delete(Kinds.ANALYSIS_RUN, key);
                yield Next.rest();
            }
            case RunPlan.Stop stop -> stop(run.get(), stop);
            case RunPlan.Measure(var secrets, var tasks) -> measure(run.get(), secrets, tasks);
        };
    }

    private Next stop(KubeObject run, RunPlan.Stop stop) {
        write(run, stop.status());
        events.send(run, new RunAssessment.Announcement(true, "AnalysisRunError", stop.why()), clock.instant());
        return Next.rest();
    }

    private Next measure(KubeObject run, List<SecretValue> needed, List<RunPlan.Task> tasks)
            throws InterruptedException {
        Map<SecretValue, String> secrets;
        List<MetricSpec> metrics;
        try {
            secrets = secrets(run.namespace(), needed);
            metrics = RunPlan.resolved(run, secrets);
        } catch (IllegalArgumentException e) {
            return stop(run, RunPlan.unresolvable(run, String.valueOf(e.getMessage()), clock.instant()));
        }
        Map<String, Measurement> taken = measuring.take(metrics, tasks);
        RunAssessment assessment =
                RunAssessment.of(run, metrics, taken, new Redaction(secrets.values()), clock.instant());
        KubeObject after = write(run, assessment.status());
        assessment.events().forEach(event -> events.send(run, event, clock.instant()));
        return assessment.next().map(Next::at).orElseGet(() -> afterwards(after));
    }

    /// A run that is over may expire later.
    private Next afterwards(KubeObject run) {
        Instant now = clock.instant();
        return RunPlan.of(run, now) instanceof RunPlan.Rest(var until)
                ? until.map(Next::at).orElseGet(Next::rest)
                : Next.at(now);
    }

    /// The values of Secrets in the run's namespace.
    ///
    /// @throws IllegalArgumentException where one is missing
    private Map<SecretValue, String> secrets(String namespace, List<SecretValue> needed) {
        var values = new LinkedHashMap<SecretValue, String>();
        for (SecretValue wanted : needed) {
            KubeObject secret = secret(new ObjectKey(namespace, wanted.secret()));
            String encoded = Json.text(secret.view(), "data", wanted.key())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "key '" + wanted.key() + "' does not exist in secret '" + wanted.secret() + "'"));
            values.put(wanted, new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        }
        return values;
    }

    private KubeObject secret(ObjectKey key) {
        try {
            return kube.get(Kinds.SECRET, key)
                    .orElseThrow(() -> new IllegalArgumentException("secrets \"" + key.name() + "\" not found"));
        } catch (WorldException e) {
            if (e.failure() instanceof Failure.Transient) {
                throw e;
            }
            throw new IllegalArgumentException(e.failure().what(), e);
        }
    }

    /// Writes what differs. The kind has no status subresource, so the status goes with the object.
    private KubeObject write(KubeObject run, Map<String, Object> status) {
        Map<String, Object> difference = MergePatch.between(Json.object(run.view(), "status"), status);
        return difference.isEmpty() ? run : kube.patch(Kinds.ANALYSIS_RUN, run.key(), Map.of("status", difference));
    }
}
