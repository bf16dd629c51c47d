package dev.supercargo.model;

import dev.supercargo.meta.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What every object says about itself. Components are named as on the wire.
public record Metadata(
        String name,
        String namespace,
        String uid,
        String resourceVersion,
        long generation,
        @Nullable Instant creationTimestamp,
        @Nullable Instant deletionTimestamp,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers,
        List<OwnerReference> ownerReferences) {
    public Metadata {
        labels = Wire.copied(labels);
        annotations = Wire.copied(annotations);
        finalizers = List.copyOf(finalizers);
        ownerReferences = List.copyOf(ownerReferences);
    }

    public ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    /// The value of a label, empty text where it is absent.
    public String label(String key) {
        return labels.getOrDefault(key, "");
    }

    /// The value of an annotation, empty text where it is absent.
    public String annotation(String key) {
        return annotations.getOrDefault(key, "");
    }

    /// Whether deletion was requested.
    public boolean isTerminating() {
        return deletionTimestamp != null;
    }

    /// Whether Kargo's finalizer is set.
    public boolean hasFinalizer() {
        return finalizers.contains(Labels.FINALIZER);
    }

    /// When the object was created; the epoch where that is not known yet.
    public Instant createdAt() {
        return creationTimestamp == null ? Instant.EPOCH : creationTimestamp;
    }

    /// The owner that controls the object, or empty where none does.
    public Optional<OwnerReference> controller() {
        return ownerReferences.stream().filter(OwnerReference::controller).findFirst();
    }
}
