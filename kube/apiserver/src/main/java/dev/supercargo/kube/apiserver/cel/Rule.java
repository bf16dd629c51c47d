package dev.supercargo.kube.apiserver.cel;

import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One item of `x-kubernetes-validations`.
record Rule(
        String rule,
        String message,
        String messageExpression,
        @Nullable String reason,
        String fieldPath,
        @Nullable Boolean optionalOldSelf) {
    static Rule of(Map<String, Object> tree) {
        return new Rule(
                Json.text(tree, "rule").orElse(""),
                Json.text(tree, "message").orElse(""),
                Json.text(tree, "messageExpression").orElse(""),
                Json.text(tree, "reason").orElse(null),
                Json.text(tree, "fieldPath").orElse(""),
                tree.get("optionalOldSelf") instanceof Boolean flag ? flag : null);
    }

    boolean hasOptionalOldSelf() {
        return Boolean.TRUE.equals(optionalOldSelf);
    }

    /// The message of a failure, where it is fixed.
    String fixedMessage() {
        String text = message.strip();
        return text.isEmpty() ? "failed rule: " + rule.strip() : text;
    }

    /// What names the rule in errors about its evaluation.
    String title() {
        String text = message.strip();
        return text.isEmpty() ? rule.strip() : text;
    }

    /// The rule as errors about a definition show it.
    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("Rule", rule);
        shown.put("Message", message);
        shown.put("MessageExpression", messageExpression);
        Json.putNullable(shown, "Reason", reason);
        shown.put("FieldPath", fieldPath);
        Json.putNullable(shown, "OptionalOldSelf", optionalOldSelf);
        return shown;
    }

    Optional<String> messageSource() {
        return messageExpression.isBlank() ? Optional.empty() : Optional.of(messageExpression);
    }
}
