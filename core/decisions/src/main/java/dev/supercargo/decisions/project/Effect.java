package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Something to be done to an object of the cluster.
public sealed interface Effect {
    /// Make an object; one that exists already is no failure.
    record Create(ResourceType type, KubeObject object) implements Effect {}

    /// Change an object by a merge patch; one that is gone is no failure.
    record Patch(ResourceType type, ObjectKey key, Map<String, Object> patch) implements Effect {}

    /// Delete an object; one that is gone is no failure.
    record Delete(ResourceType type, ObjectKey key) implements Effect {}

    /// Adds our finalizer; the patch holds the whole list.
    static Patch addFinalizer(ResourceType type, KubeObject object) {
        var finalizers = new ArrayList<Object>(object.finalizers());
        finalizers.add(Labels.FINALIZER);
        return finalizers(type, object, finalizers);
    }

    /// Takes our finalizer away.
    static Patch removeFinalizer(ResourceType type, KubeObject object) {
        var finalizers = new ArrayList<Object>(object.finalizers());
        finalizers.remove(Labels.FINALIZER);
        return finalizers(type, object, finalizers);
    }

    /// Whether an object has our finalizer.
    static boolean hasFinalizer(KubeObject object) {
        return object.finalizers().contains(Labels.FINALIZER);
    }

    private static Patch finalizers(ResourceType type, KubeObject object, List<Object> finalizers) {
        return new Patch(type, object.key(), Map.of("metadata", Map.of("finalizers", finalizers)));
    }
}
