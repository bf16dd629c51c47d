package dev.supercargo.decisions.admission;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.ClusterPromotionTask;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionRequest;
import dev.supercargo.model.PromotionTask;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/// Every rule of admission: first [#mutate] (defaults), then the API server's schema, then [#validate].
public final class AdmissionRules {
    private static final Map<ResourceType, Class<? extends Record>> TYPES = Map.of(
            Kinds.FREIGHT, Freight.class,
            Kinds.PROMOTION, Promotion.class,
            Kinds.STAGE, Stage.class,
            Kinds.WAREHOUSE, Warehouse.class,
            Kinds.PROJECT_CONFIG, ProjectConfig.class,
            Kinds.CLUSTER_CONFIG, ClusterConfig.class,
            Kinds.PROMOTION_TASK, PromotionTask.class,
            Kinds.CLUSTER_PROMOTION_TASK, ClusterPromotionTask.class,
            Kinds.PROMOTION_REQUEST, PromotionRequest.class);

    private final Map<ResourceType, KindRules> rules;
    private final ReplicaAdmission replicas;

    public AdmissionRules(AdmissionSettings settings, NameSource names) {
        this.rules = Map.of(
                Kinds.FREIGHT, new FreightAdmission(settings, names),
                Kinds.PROMOTION, new PromotionAdmission(settings, names),
                Kinds.STAGE, new StageAdmission(settings),
                Kinds.WAREHOUSE, new WarehouseAdmission(settings),
                Kinds.PROJECT, new ProjectAdmission(settings),
                Kinds.PROJECT_CONFIG, new ProjectConfigAdmission(),
                Kinds.CLUSTER_CONFIG, new ClusterConfigAdmission(),
                Kinds.PROMOTION_TASK, new TaskAdmission(),
                Kinds.CLUSTER_PROMOTION_TASK, new TaskAdmission(),
                Kinds.PROMOTION_REQUEST, new PromotionRequestAdmission());
        this.replicas = new ReplicaAdmission(settings);
    }

    /// Whether there are rules for a kind and subresource; others need not ask.
    public boolean concerns(ResourceType type, String subresource) {
        boolean own = rules.containsKey(type) && subresource.isEmpty();
        boolean freightStatus = type.equals(Kinds.FREIGHT) && subresource.equals("status");
        return own || freightStatus || ReplicaAdmission.concerns(type, subresource);
    }

    /// Sets defaults. Whatever is changed, times and durations then come in their usual form.
    public AdmissionVerdict mutate(AdmissionReview review, Lookups lookups, Instant now) {
        KindRules kind = rules.get(review.type());
        boolean deletion = review.operation() == AdmissionReview.Operation.DELETE;
        if (kind == null || !kind.mutates() || !review.subresource().isEmpty() || deletion) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        return answered(() -> {
            refuseUndecodable(review);
            Map<String, Object> tree = review.object().tree();
            kind.mutate(review, tree, lookups, now);
            if (Json.same(tree, review.object().view())) {
                return AdmissionVerdict.Accepted.unchanged(review);
            }
            Class<? extends Record> type = TYPES.get(review.type());
            if (type != null) {
                Wire.canonicalise(type, tree);
            }
            return AdmissionVerdict.Accepted.of(KubeObject.of(tree));
        });
    }

    /// Accepts or refuses the object as it would be stored.
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (ReplicaAdmission.concerns(review.type(), review.subresource())) {
            return answered(() -> replicas.validate(review, lookups));
        }
        KindRules kind = rules.get(review.type());
        if (kind == null || !concerns(review.type(), review.subresource())) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        return answered(() -> {
            if (!kind.mutates() && review.operation() != AdmissionReview.Operation.DELETE) {
                refuseUndecodable(review);
            }
            return kind.validate(review, lookups, now);
        });
    }

    private static AdmissionVerdict answered(java.util.function.Supplier<AdmissionVerdict> rule) {
        try {
            return rule.get();
        } catch (Refused e) {
            return new AdmissionVerdict.Rejected(e.refusal());
        } catch (WorldException e) {
            return new AdmissionVerdict.Rejected(Refusal.internal(e.failure().what()));
        }
    }

    /// The schema lets things through that do not fit the kind's type (resources.md 8.0).
    private static void refuseUndecodable(AdmissionReview review) {
        Class<? extends Record> type = TYPES.get(review.type());
        if (type == null) {
            return;
        }
        var misfits = new ArrayList<Wire.Misfit>();
        Wire.read(type, review.object().view(), misfits);
        if (!misfits.isEmpty()) {
            throw new Refused(Refusal.undecodable(misfits.getFirst().reason()));
        }
    }
}
