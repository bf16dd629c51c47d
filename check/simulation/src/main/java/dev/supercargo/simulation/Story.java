package dev.supercargo.simulation;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.MergePatch;
import java.util.Map;

/// A change in a few words, for reports.
final class Story {
    private static final int LENGTH = Integer.getInteger("simulation.words", 240);

    private Story() {}

    static String of(Api.Change change) {
        Map<String, Object> before =
                change.before().map(object -> object.view()).orElse(Map.of());
        Map<String, Object> difference =
                MergePatch.between(before, change.shown().view());
        difference.remove("apiVersion");
        difference.remove("kind");
        if (change.before().isPresent()) {
            Json.object(difference, "metadata").remove("resourceVersion");
        }
        return shortened(Json.print(difference));
    }

    static String shortened(String text) {
        return text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text;
    }
}
