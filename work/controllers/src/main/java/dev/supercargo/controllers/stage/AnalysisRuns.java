package dev.supercargo.controllers.stage;

import dev.supercargo.decisions.verification.RunDraft;
import dev.supercargo.decisions.verification.RunOrder;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.AnalysisTemplate;
import dev.supercargo.model.AnalysisTemplateReference;
import dev.supercargo.model.AnalysisTemplateSpec;
import dev.supercargo.model.ClusterAnalysisTemplate;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Makes the AnalysisRuns that verifications order.
///
/// @param instance the label value by which runs are assigned to the one who carries them out, if they are labelled
/// @param functions what expressions in arguments may call
public record AnalysisRuns(Optional<String> instance, Functions functions) {
    private static final String CLUSTER = "ClusterAnalysisTemplate";

    /// What expressions in the arguments of a verification may call: look-ups of Freight and data.
    @FunctionalInterface
    public interface Functions {
        Collection<HostFunction> of(RunOrder order);
    }

    /// Builds a run and creates it. A run of that name is the one that an earlier turn made.
    KubeObject start(Kube kube, StageCaches caches, RunOrder order, Instant now) throws RunDraft.Unbuildable {
        List<AnalysisTemplateSpec> templates = templates(kube, order);
        String namespace = order.stage().metadata().namespace();
        KubeObject run = RunDraft.of(order, instance)
                .finished(
                        templates,
                        functions.of(order),
                        freight -> caches.freight()
                                .get(new ObjectKey(namespace, freight))
                                .map(piece -> piece.metadata())
                                .map(Metadata::uid),
                        now);
        try {
            return kube.create(Kinds.ANALYSIS_RUN, run);
        } catch (WorldException e) {
            if (e.failure() instanceof Failure.Conflict(var _, var alreadyExists) && alreadyExists) {
                return kube.get(Kinds.ANALYSIS_RUN, run.key()).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    /// The templates of the namespace come before those of the cluster.
    private static List<AnalysisTemplateSpec> templates(Kube kube, RunOrder order) throws RunDraft.Unbuildable {
        String namespace = order.stage().metadata().namespace();
        var own = new ArrayList<AnalysisTemplateSpec>();
        var shared = new ArrayList<AnalysisTemplateSpec>();
        for (AnalysisTemplateReference reference : order.verification().analysisTemplates()) {
            if (reference.kind().equals(CLUSTER)) {
                shared.add(sharedTemplate(kube, reference.name()));
            } else {
                own.add(template(kube, new ObjectKey(namespace, reference.name())));
            }
        }
        own.addAll(shared);
        return own;
    }

    private static AnalysisTemplateSpec template(Kube kube, ObjectKey key) throws RunDraft.Unbuildable {
        String place = "get analysis templates: get AnalysisRun \"" + key.name() + "\" in namespace \""
                + key.namespace() + "\": ";
        try {
            return kube.get(Kinds.ANALYSIS_TEMPLATE, key)
                    .map(AnalysisTemplate::read)
                    .map(AnalysisTemplate::spec)
                    .orElseThrow(() -> new RunDraft.Unbuildable(
                            place + "AnalysisTemplate.argoproj.io \"" + key.name() + "\" not found"));
        } catch (WorldException e) {
            throw unreadable(place, e);
        }
    }

    private static AnalysisTemplateSpec sharedTemplate(Kube kube, String name) throws RunDraft.Unbuildable {
        String place = "get analysis templates: get ClusterAnalysisRun \"" + name + "\": ";
        try {
            return kube.get(Kinds.CLUSTER_ANALYSIS_TEMPLATE, ObjectKey.cluster(name))
                    .map(ClusterAnalysisTemplate::read)
                    .map(ClusterAnalysisTemplate::spec)
                    .orElseThrow(() -> new RunDraft.Unbuildable(
                            place + "ClusterAnalysisTemplate.argoproj.io \"" + name + "\" not found"));
        } catch (WorldException e) {
            throw unreadable(place, e);
        }
    }

    /// A refusal is final for this verification, as users are told; what may pass is tried again.
    private static RunDraft.Unbuildable unreadable(String place, WorldException e) {
        if (e.failure() instanceof Failure.Transient) {
            throw e;
        }
        return new RunDraft.Unbuildable(place + e.failure().what());
    }
}
