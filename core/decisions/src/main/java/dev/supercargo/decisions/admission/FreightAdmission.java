package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.events.EventAnnotations;
import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Freight;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Freight and its status (resources.md 8.4).
final class FreightAdmission implements KindRules {
    private static final int ALIAS_TRIES = 1_000;
    /// What is dated later than this from now is not what came just before, but somebody's wish.
    private static final Duration CROWD = Duration.ofMinutes(1);

    private final AdmissionSettings settings;
    private final NameSource names;

    FreightAdmission(AdmissionSettings settings, NameSource names) {
        this.settings = settings;
        this.names = names;
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public void mutate(AdmissionReview review, Map<String, Object> tree, Lookups lookups, Instant now) {
        if (review.isCreate()) {
            Json.put(tree, FreightName.of(tree), "metadata", "name");
        }
        if (Json.text(tree, "discoveredAt").isEmpty()) {
            Instant found = review.object().creationTime().orElseGet(() -> latest(tree, lookups, now));
            tree.put("discoveredAt", found.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        String alias = Json.text(tree, "alias").orElse("");
        if (alias.isEmpty() && review.isCreate()) {
            alias = freeAlias(lookups);
            tree.put("alias", alias);
        }
        MetadataEdit.set(tree, "labels", Labels.ALIAS, alias);
    }

    /// Newest is what was discovered last, to the second, and greater names win where that is the same: of two
    /// pieces that were found within one second the later could count as the older, and would never be promoted
    /// by itself. So what comes now is dated after what came just before from the same origin.
    private static Instant latest(Map<String, Object> tree, Lookups lookups, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Object origin = tree.get("origin");
        String namespace = Json.text(tree, "metadata", "namespace").orElse("");
        return lookups.list(Kinds.FREIGHT, namespace, LabelSelector.EVERYTHING).stream()
                .filter(piece -> Json.same(piece.view().get("origin"), origin))
                .map(piece -> Freight.read(piece).foundAt())
                .filter(found -> !found.isBefore(second) && found.isBefore(second.plus(CROWD)))
                .max(Comparator.naturalOrder())
                .map(found -> found.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .orElse(now);
    }

    /// An alias that no Freight of the whole cluster carries.
    private String freeAlias(Lookups lookups) {
        for (int i = 0; i < ALIAS_TRIES; i++) {
            String alias = names.alias();
            if (lookups.list(Kinds.FREIGHT, "", LabelSelector.equal(Labels.ALIAS, alias))
                    .isEmpty()) {
                return alias;
            }
        }
        throw new Refused(Refusal.internal(
                "found no free alias for the Freight in " + ALIAS_TRIES + " attempts; give it an alias of your own"));
    }

    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        return switch (review.operation()) {
            case CREATE -> validateCreate(review, lookups);
            case UPDATE -> validateUpdate(review, lookups);
            case DELETE -> validateDelete(review, lookups);
        };
    }

    private static AdmissionVerdict validateCreate(AdmissionReview review, Lookups lookups) {
        Freight freight = Freight.read(review.object());
        String namespace = freight.metadata().namespace();
        var problems = new ArrayList<>(ProjectNamespace.problems(review, lookups));
        if (freight.commits().isEmpty()
                && freight.images().isEmpty()
                && freight.charts().isEmpty()
                && freight.artifacts().isEmpty()) {
            problems.add(FieldProblem.invalid(
                    FieldProblem.ROOT,
                    review.object().view(),
                    "freight must contain at least one commit, image, or chart"));
        }
        if (!holders(freight, lookups).isEmpty()) {
            problems.add(FieldProblem.invalid(
                    "alias",
                    freight.alias(),
                    "alias already used by another piece of Freight in namespace \"" + namespace + "\""));
        }
        Optional<Warehouse> warehouse = freight.origin().name().isEmpty()
                ? Optional.empty()
                : lookups.find(
                                Kinds.WAREHOUSE,
                                new ObjectKey(namespace, freight.origin().name()))
                        .map(Warehouse::read);
        if (warehouse.isPresent()) {
            problems.addAll(FreightContents.problems(freight, warehouse.get()));
        } else {
            problems.add(FieldProblem.invalid("warehouse", freight.origin().name(), "warehouse does not exist"));
        }
        return Answers.unless(problems, review);
    }

    private AdmissionVerdict validateUpdate(AdmissionReview review, Lookups lookups) {
        Freight freight = Freight.read(review.object());
        Freight old = review.old().map(Freight::read).orElse(freight);
        String name = freight.metadata().name();
        boolean taken = holders(freight, lookups).stream().anyMatch(holder -> !holder.equals(name));
        if (taken) {
            throw new Refused(Refusal.conflict(
                    review.type(),
                    name,
                    "alias \"" + freight.alias() + "\" already used by another piece of Freight in namespace \""
                            + freight.metadata().namespace() + "\""));
        }
        FreightContents.firstChange(old, freight)
                .ifPresent(change -> Answers.refuseIf(
                        List.of(FieldProblem.invalid(change.field(), change.value(), "Freight is immutable")), review));
        return AdmissionVerdict.Accepted.announcing(review, approvals(review, old, freight));
    }

    /// The names of the Freight in the namespace that carry the same alias.
    private static List<String> holders(Freight freight, Lookups lookups) {
        return freight.alias().isEmpty()
                ? List.of()
                : lookups
                        .list(
                                Kinds.FREIGHT,
                                freight.metadata().namespace(),
                                LabelSelector.equal(Labels.ALIAS, freight.alias()))
                        .stream()
                        .map(holder -> holder.name())
                        .toList();
    }

    private List<AdmissionEvent> approvals(AdmissionReview review, Freight old, Freight freight) {
        if (review.dryRun() || settings.isControlPlane(review.caller())) {
            return List.of();
        }
        var stages = new TreeSet<>(freight.status().approvedFor().keySet());
        stages.removeAll(old.status().approvedFor().keySet());
        String actor = review.caller().actor();
        return stages.stream()
                .map(stage -> new AdmissionEvent(
                        "freight-webhook",
                        "FreightApproved",
                        "Freight approved for Stage \"" + stage + "\" by \"" + actor + "\"",
                        Kinds.FREIGHT.kind(),
                        freight.metadata().key(),
                        EventAnnotations.ofFreight(freight, stage, actor)))
                .toList();
    }

    private static AdmissionVerdict validateDelete(AdmissionReview review, Lookups lookups) {
        String name = review.object().name();
        List<String> stages = lookups.list(Kinds.STAGE, review.object().namespace(), LabelSelector.EVERYTHING).stream()
                .map(Stage::read)
                .filter(stage -> holds(stage, name))
                .map(stage -> "\"" + stage.metadata().name() + "\"")
                .sorted()
                .toList();
        if (!stages.isEmpty()) {
            throw new Refused(Refusal.forbidden(
                    review.type(),
                    review.type().plural(),
                    name,
                    "freight is in-use by stages (" + String.join(", ", stages) + ")"));
        }
        return AdmissionVerdict.Accepted.unchanged(review);
    }

    private static boolean holds(Stage stage, String freight) {
        Optional<FreightCollection> current = stage.status().currentFreight();
        return current.isPresent() && current.get().contains(freight);
    }
}
