package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What must hold after every change, whatever happens.
final class Invariants implements Api.Witness {
    private final Api api;
    private final Timeline timeline;
    /// Every `stage/freight` for which there ever was a Promotion.
    private final Set<String> promoted = new HashSet<>();

    Invariants(Api api, Timeline timeline) {
        this.api = api;
        this.timeline = timeline;
    }

    @Override
    public void changed(ResourceType type, Caller caller, Api.Change change) {
        if (type.equals(Kinds.PROMOTION) && change.after().isPresent()) {
            KubeObject promotion = change.after().get();
            if (change.before().isEmpty()) {
                created(promotion, Api.isAutomatic(caller));
            } else {
                moved(change.before().get(), promotion);
            }
        }
        if (type.equals(Kinds.STAGE)) {
            change.after().ifPresent(this::holds);
        }
    }

    private void created(KubeObject promotion, boolean automatic) {
        String stageName = Facts.stage(promotion);
        promoted.add(stageName + "/" + Facts.freight(promotion));
        KubeObject stage = api.get(Kinds.STAGE, Api.key(stageName))
                .orElseThrow(() -> new Broken(promotion + " was created for no Stage"));
        KubeObject freight = api.get(Kinds.FREIGHT, Api.key(Facts.freight(promotion)))
                .orElseThrow(() -> new Broken(promotion + " was created for no Freight"));
        if (!Facts.mayCome(freight, stage, timeline.instant())) {
            throw new Broken(promotion + " was created although its Freight is not available to its Stage");
        }
        if (automatic) {
            notTwice(promotion, Facts.promotions(api, stageName));
        }
    }

    /// Nothing is promoted of its own accord that is on its way or has failed.
    private static void notTwice(KubeObject promotion, List<KubeObject> all) {
        List<KubeObject> others = all.stream()
                .filter(other -> !other.name().equals(promotion.name()))
                .filter(other -> Facts.freight(other).equals(Facts.freight(promotion)))
                .toList();
        others.stream()
                .filter(other -> !Facts.isOver(other) && !isManual(other))
                .findFirst()
                .ifPresent(other -> {
                    throw new Broken(promotion + " was created although " + other + " is on its way");
                });
        Optional<KubeObject> last = others.stream()
                .filter(Facts::isOver)
                .max(Comparator.comparing(
                                (KubeObject other) -> other.creationTime().orElseThrow())
                        .thenComparing(KubeObject::name));
        if (last.filter(other -> !Facts.phase(other).equals("Succeeded")).isPresent()) {
            throw new Broken(promotion + " was created although " + last.get() + " is " + Facts.phase(last.get()));
        }
    }

    private static boolean isManual(KubeObject promotion) {
        return promotion.annotations().containsKey("kargo.akuity.io/create-actor");
    }

    private void moved(KubeObject before, KubeObject after) {
        if (Facts.isOver(before) && !Facts.phase(before).equals(Facts.phase(after))) {
            throw new Broken(after + " had ended as " + Facts.phase(before) + " and is " + Facts.phase(after) + " now");
        }
        if (Facts.phase(after).equals("Running") && !Facts.phase(before).equals("Running")) {
            List<KubeObject> running = Facts.promotions(api, Facts.stage(after)).stream()
                    .filter(promotion -> Facts.phase(promotion).equals("Running"))
                    .toList();
            if (running.size() > 1) {
                throw new Broken("two Promotions run in one Stage: " + running);
            }
        }
    }

    /// What a Stage holds has been promoted to it.
    private void holds(KubeObject stage) {
        Facts.held(stage).values().forEach(freight -> {
            if (!promoted.contains(stage.name() + "/" + freight)) {
                throw new Broken(stage + " holds Freight " + freight + ", which was never promoted to it");
            }
        });
    }
}
