package dev.supercargo.bench;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Kinds;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// When a client's watch first showed what. Times are those of `System.nanoTime`.
final class Sightings {
    private final Map<String, Map<String, Promoted>> promotions = new ConcurrentHashMap<>();
    private final Map<String, Long> appeared = new ConcurrentHashMap<>();
    private final Map<String, Long> verified = new ConcurrentHashMap<>();
    private final Map<String, Long> processor = new ConcurrentHashMap<>();

    /// A Promotion to a Stage.
    ///
    /// @param created when it was first seen
    /// @param processor what the process had used of its processors by then, in nanoseconds
    /// @param succeeded when its success was first seen, 0 before
    /// @param phase the newest phase
    record Promoted(String stage, long created, long processor, long succeeded, String phase) {}

    /// Looks through a client that is not started yet.
    Sightings(Kube client) {
        client.cache(Kinds.PROMOTION, this::promotion);
        client.cache(Kinds.FREIGHT, this::freight);
    }

    private KubeObject promotion(KubeObject object) {
        long now = System.nanoTime();
        String phase = text(object, "status", "phase");
        long succeeded = phase.equals("Succeeded") ? now : 0;
        promotions
                .computeIfAbsent(text(object, "spec", "freight"), _ -> new ConcurrentHashMap<>())
                .compute(object.key().toString(), (_, known) -> {
                    if (known == null) {
                        return new Promoted(
                                text(object, "spec", "stage"), now, FanOut.processorNanos(), succeeded, phase);
                    }
                    long first = known.succeeded() == 0 ? succeeded : known.succeeded();
                    return new Promoted(known.stage(), known.created(), known.processor(), first, phase);
                });
        return object;
    }

    private KubeObject freight(KubeObject object) {
        long now = System.nanoTime();
        appeared.putIfAbsent(object.name(), now);
        Json.object(object.view(), "status", "verifiedIn").keySet().forEach(stage -> {
            if (verified.putIfAbsent(object.name() + "/" + stage, now) == null) {
                processor.put(object.name() + "/" + stage, FanOut.processorNanos());
            }
        });
        return object;
    }

    private static String text(KubeObject object, String... path) {
        return Json.text(object.view(), path).orElse("");
    }

    /// When a piece of Freight was first seen.
    OptionalLong appeared(String freight) {
        return known(appeared.get(freight));
    }

    /// When a piece of Freight was first seen to be verified in a Stage.
    OptionalLong verified(String freight, String stage) {
        return known(verified.get(freight + "/" + stage));
    }

    /// What the process had used of its processors by then, in nanoseconds.
    long processorWhenVerified(String freight, String stage) {
        return processor.getOrDefault(freight + "/" + stage, 0L);
    }

    private static OptionalLong known(@org.jspecify.annotations.Nullable Long at) {
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /// The Promotions of a piece of Freight.
    List<Promoted> promotions(String freight) {
        return List.copyOf(promotions.getOrDefault(freight, Map.of()).values());
    }

    /// When the newest piece of Freight was first seen.
    long newestFreight() {
        return appeared.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /// How many pieces of Freight have been seen.
    int freightCount() {
        return appeared.size();
    }
}
