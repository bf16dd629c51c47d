package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.meta.Json;
import java.util.Map;

/// One webhook of a configuration, read.
record Webhook(Map<String, Object> tree) {
    String name() {
        return text("name", "");
    }

    boolean ignoresFailure() {
        return text("failurePolicy", "Fail").equals("Ignore");
    }

    String matchPolicy() {
        return text("matchPolicy", "Equivalent");
    }

    boolean mayRunAgain() {
        return text("reinvocationPolicy", "Never").equals("IfNeeded");
    }

    boolean allowsDryRun() {
        return text("sideEffects", "").startsWith("None");
    }

    long timeoutSeconds() {
        return Json.at(tree, "timeoutSeconds").orElse(10L) instanceof Number number ? number.longValue() : 10;
    }

    private String text(String field, String otherwise) {
        return Json.text(tree, field).orElse(otherwise);
    }
}
