package dev.supercargo.controllers.stage;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.decisions.stage.Announcement;
import dev.supercargo.decisions.stage.Conclusion;
import dev.supercargo.decisions.stage.Outcome;
import dev.supercargo.decisions.stage.StageEffect;
import dev.supercargo.decisions.stage.StageView;
import dev.supercargo.decisions.verification.RunDraft;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.client.TurnLoop;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Names;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Performs the effects of a Stage turn in order, and writes what it comes to.
final class StageApplier {
    private static final Logger LOG = LoggerFactory.getLogger(StageApplier.class);

    private final Kube kube;
    private final StageCaches caches;
    private final FreightMarks marks;
    private final AnalysisRuns runs;
    private final Optional<ArgoCd> argo;
    private final Announcer announcer;
    private final InstantSource clock;
    /// Stages with a Promotion that was asked for, of which nobody knows whether it exists.
    private final Set<ObjectKey> unsure = ConcurrentHashMap.newKeySet();

    StageApplier(
            Kube kube,
            StageCaches caches,
            FreightMarks marks,
            AnalysisRuns runs,
            Optional<ArgoCd> argo,
            Announcer announcer,
            InstantSource clock) {
        this.kube = kube;
        this.caches = caches;
        this.marks = marks;
        this.runs = runs;
        this.argo = argo;
        this.announcer = announcer;
        this.clock = clock;
    }

    /// What became of each effect. After a failure that the effect does not tolerate nothing more is tried.
    List<Outcome> perform(StageView view, List<StageEffect> effects) throws InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        var begun = new ArrayDeque<FreightMarks.Pending>();
        boolean stopped = false;
        for (int i = 0; i < effects.size(); i++) {
            StageEffect effect = effects.get(i);
            if (begun.isEmpty() && !stopped) {
                begun.addAll(begin(view.stage(), effects.subList(i, effects.size())));
            }
            Outcome outcome = stopped ? new Outcome.NotTried() : tried(view, effect, begun);
            stopped |= outcome instanceof Outcome.Failed(var failure) && !tolerated(effect, failure);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /// Marks that follow each other are put on their way together: most are of one Freight and become one write.
    private List<FreightMarks.Pending> begin(Stage stage, List<StageEffect> effects) {
        ObjectKey key = stage.metadata().key();
        return effects.stream()
                .takeWhile(StageEffect.MarkFreight.class::isInstance)
                .map(StageEffect.MarkFreight.class::cast)
                .map(effect -> marks.mark(
                        new ObjectKey(key.namespace(), effect.freight()),
                        effect.mark().patch(key.name())))
                .toList();
    }

    private static boolean tolerated(StageEffect effect, Failure failure) {
        return switch (effect.tolerance()) {
            case NONE -> false;
            case REFUSAL -> failure instanceof Failure.Forbidden;
            case ANY -> true;
        };
    }

    private Outcome tried(StageView view, StageEffect effect, Deque<FreightMarks.Pending> marks)
            throws InterruptedException {
        try {
            return performed(view, effect, marks);
        } catch (WorldException e) {
            LOG.debug(
                    "Stage {}: {}: {}",
                    view.stage().metadata().key(),
                    effect,
                    e.failure().what());
            return new Outcome.Failed(e.failure());
        }
    }

    private Outcome performed(StageView view, StageEffect effect, Deque<FreightMarks.Pending> begun)
            throws InterruptedException {
        Stage stage = view.stage();
        ObjectKey key = stage.metadata().key();
        return switch (effect) {
            case StageEffect.AddFinalizer _ -> finalizers(stage, true);
            case StageEffect.RemoveFinalizer _ -> finalizers(stage, false);
            case StageEffect.Annotate(var name, var value) -> {
                var annotations = new LinkedHashMap<String, Object>();
                Json.putNullable(annotations, name, value.orElse(null));
                kube.patch(Kinds.STAGE, key, Map.of("metadata", Map.of("annotations", annotations)));
                yield new Outcome.Done();
            }
            case StageEffect.MarkFreight _ -> {
                FreightMarks.Pending mark = begun.removeFirst();
                yield unlessGone(() -> TurnLoop.waiting(mark::await));
            }
            case StageEffect.RefreshApplication(var application) -> {
                argo.ifPresent(cd -> cd.refresh(application));
                yield new Outcome.Done();
            }
            case StageEffect.StartAnalysisRun(var order) -> {
                try {
                    yield new Outcome.Created(runs.start(kube, caches, order, clock.instant()));
                } catch (RunDraft.Unbuildable e) {
                    yield new Outcome.Impossible(String.valueOf(e.getMessage()));
                }
            }
            case StageEffect.TerminateAnalysisRun(var run) -> {
                kube.patch(Kinds.ANALYSIS_RUN, run, Map.of("spec", Map.of("terminate", true)));
                yield new Outcome.Done();
            }
            case StageEffect.DeleteAnalysisRuns _ -> {
                kube.deleteAll(
                        Kinds.ANALYSIS_RUN,
                        key.namespace(),
                        LabelSelector.equal(Labels.STAGE, Names.label(key.name())));
                yield new Outcome.Done();
            }
            case StageEffect.CreatePromotion creation -> promote(key, creation, view.promotions());
        };
    }

    /// Something that is done by writing.
    private interface Write {
        void write() throws InterruptedException;
    }

    /// What is gone needs no mark.
    private static Outcome unlessGone(Write write) throws InterruptedException {
        try {
            write.write();
        } catch (WorldException e) {
            if (!(e.failure() instanceof Failure.NotFound)) {
                throw e;
            }
        }
        return new Outcome.Done();
    }

    private Outcome finalizers(Stage stage, boolean guarded) throws InterruptedException {
        var finalizers = new ArrayList<Object>(stage.metadata().finalizers());
        finalizers.remove(Labels.FINALIZER);
        if (guarded) {
            finalizers.add(Labels.FINALIZER);
        }
        return unlessGone(() ->
                kube.patch(Kinds.STAGE, stage.metadata().key(), Map.of("metadata", Map.of("finalizers", finalizers))));
    }

    /// Looks once more before creating a Promotion: one that an earlier turn made, but whose making it did
    /// not live to see, is found that way. What this process has made is in its cache, what an earlier one
    /// made came with the first list; only after a creation whose answer did not arrive are the Promotions
    /// read directly, until the cache shows all of them.
    private Outcome promote(ObjectKey stage, StageEffect.CreatePromotion creation, List<Promotion> seen) {
        String freight = creation.freight();
        if (creation.isOvertaken(promotions(stage), seen)) {
            LOG.debug("Stage {}: Freight {} of {} is being promoted already", stage, freight, creation.origin());
            return new Outcome.AlreadyThere();
        }
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("namespace", stage.namespace());
        metadata.put("generateName", "promo-");
        var spec = new LinkedHashMap<String, Object>();
        spec.put("stage", stage.name());
        spec.put("freight", freight);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", Kinds.PROMOTION.apiVersion());
        tree.put("kind", Kinds.PROMOTION.kind());
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        try {
            return new Outcome.Created(kube.create(Kinds.PROMOTION, KubeObject.of(tree)));
        } catch (WorldException e) {
            if (e.failure() instanceof Failure.Transient) {
                unsure.add(stage);
            }
            throw e;
        }
    }

    /// The Promotions to a Stage, as certain as need be.
    private List<Promotion> promotions(ObjectKey stage) {
        List<Promotion> known = caches.promotionsTo(stage);
        if (!unsure.contains(stage)) {
            return known;
        }
        List<Promotion> stored = kube
                .list(Kinds.PROMOTION, stage.namespace(), LabelSelector.equal(Labels.STAGE, Names.label(stage.name())))
                .stream()
                .map(Promotion::read)
                .filter(promotion -> promotion.spec().stage().equals(stage.name()))
                .toList();
        if (names(known).containsAll(names(stored))) {
            unsure.remove(stage);
        }
        return stored;
    }

    private static Set<String> names(List<Promotion> promotions) {
        return promotions.stream().map(promotion -> promotion.metadata().name()).collect(Collectors.toSet());
    }

    /// Writes the status, if it means something else than before, and then tells people: what is told happened, and a
    /// turn that must be repeated because the status could not be written does not tell it twice.
    void write(Stage stage, Conclusion conclusion) {
        Map<String, Object> difference =
                MergePatch.between(Wire.write(stage.status()), Wire.write(conclusion.status()));
        ObjectKey key = stage.metadata().key();
        if (!difference.isEmpty()) {
            kube.patchStatus(Kinds.STAGE, key, Map.of("status", difference));
        }
        for (Announcement announcement : conclusion.announcements()) {
            announcer.announce(event(key.namespace(), announcement));
        }
    }

    private static Event event(String namespace, Announcement announcement) {
        return Event.normal(
                announcement.reason(),
                announcement.message(),
                announcement.kind(),
                new ObjectKey(namespace, announcement.name()),
                announcement.annotations());
    }
}
