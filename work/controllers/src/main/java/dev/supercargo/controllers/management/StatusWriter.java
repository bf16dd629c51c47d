package dev.supercargo.controllers.management;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Wire;
import java.util.Map;

/// Writes what differs between two statuses; nothing where they mean the same (controllers.md 2.1).
final class StatusWriter {
    private StatusWriter() {}

    static void write(Kube kube, ResourceType type, ObjectKey key, Record before, Record after) {
        Map<String, Object> patch = MergePatch.between(Wire.write(before), Wire.write(after));
        if (!patch.isEmpty()) {
            kube.patchStatus(type, key, Map.of("status", patch));
        }
    }
}
