package dev.supercargo.decisions.admission;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A few objects, and rules that are asked about them.
final class Cluster implements Lookups {
    static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private final List<KubeObject> objects = new ArrayList<>();
    private final Set<ResourceType> broken = new HashSet<>();
    private Instant now = NOW;
    private final AdmissionRules rules = new AdmissionRules(AdmissionSettings.in("kargo"), new NameSource() {
        @Override
        public String ulid() {
            return "01arz3ndektsv4rrffq69g5fav";
        }

        @Override
        public String alias() {
            return "spinning-otter";
        }
    });

    /// A cluster with a Project `demo`.
    static Cluster withProject() {
        return new Cluster().with("""
                {"kind":"Namespace","metadata":{"name":"demo","labels":{"kargo.akuity.io/project":"true"}}}""");
    }

    Cluster with(String... json) {
        Stream.of(json).forEach(text -> objects.add(object(text)));
        return this;
    }

    /// Look-ups of this kind fail from now on.
    Cluster broken(ResourceType type) {
        broken.add(type);
        return this;
    }

    /// Rules are asked at this moment from now on.
    Cluster at(Instant moment) {
        now = moment;
        return this;
    }

    /// What comes of a creation by a user: the object, or the message of the refusal.
    String create(String json) {
        KubeObject object = object(json);
        ResourceType type = type(object.kind());
        var caller = new Caller("alice", List.of("system:authenticated"));
        var review = new AdmissionReview(
                type, "", AdmissionReview.Operation.CREATE, object, Optional.empty(), caller, false);
        AdmissionVerdict verdict = rules.mutate(review, this, now);
        if (verdict instanceof AdmissionVerdict.Accepted accepted) {
            verdict = rules.validate(review.with(accepted.object()), this, now);
        }
        return switch (verdict) {
            case AdmissionVerdict.Accepted accepted ->
                Json.print(accepted.object().view());
            case AdmissionVerdict.Rejected rejected ->
                rejected.refusal().code() + " " + rejected.refusal().message();
        };
    }

    static KubeObject object(String json) {
        return KubeObject.of(Json.parseObject(json));
    }

    private static ResourceType type(String kind) {
        return Stream.concat(Kinds.KARGO.stream(), Stream.of(Kinds.NAMESPACE))
                .filter(type -> type.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<KubeObject> find(ResourceType type, ObjectKey key) {
        return list(type, key.namespace(), LabelSelector.EVERYTHING).stream()
                .filter(object -> object.name().equals(key.name()))
                .findFirst();
    }

    @Override
    public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
        if (broken.contains(type)) {
            throw new WorldException(new Failure.Transient("the API is away"));
        }
        return objects.stream()
                .filter(object -> object.kind().equals(type.kind()))
                .filter(object -> namespace.isEmpty() || object.namespace().equals(namespace))
                .filter(object -> selector.matches(object.labels()))
                .toList();
    }

    @Override
    public boolean mayPromote(Caller caller, ObjectKey stage) {
        return true;
    }
}
