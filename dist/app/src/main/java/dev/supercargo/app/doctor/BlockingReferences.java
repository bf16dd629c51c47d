package dev.supercargo.app.doctor;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Promotions whose owner reference blocks the deletion of their Stage. Supercargo writes none; others did, or Kargo
/// before it on the same cluster.
final class BlockingReferences {
    private BlockingReferences() {}

    /// How many there are, where, and what that means, in a sentence.
    static String told(Collection<KubeObject> promotions) {
        Map<String, Long> counts = promotions.stream()
                .filter(BlockingReferences::blocks)
                .collect(Collectors.groupingBy(KubeObject::namespace, TreeMap::new, Collectors.counting()));
        if (counts.isEmpty()) {
            return "none";
        }
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        String where = counts.entrySet().stream()
                .map(count -> count.getKey() + ": " + count.getValue())
                .collect(Collectors.joining(", "));
        return all + (all == 1 ? " Promotion blocks" : " Promotions block")
                + " the deletion of a Stage in the foreground (" + where
                + "), written by others or by Kargo; harmless, they go first";
    }

    private static boolean blocks(KubeObject promotion) {
        return Json.list(promotion.view(), "metadata", "ownerReferences").stream()
                .anyMatch(reference -> Boolean.TRUE.equals(
                        Json.at(reference, "blockOwnerDeletion").orElse(false)));
    }
}
