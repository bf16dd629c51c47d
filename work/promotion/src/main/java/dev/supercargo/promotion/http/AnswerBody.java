package dev.supercargo.promotion.http;

import dev.supercargo.documents.DocumentException;
import dev.supercargo.documents.Yaml11;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What expressions see as `response.body`: JSON or YAML as a tree, plain text as text, else the empty object.
final class AnswerBody {
    private AnswerBody() {}

    /// The body could not be read as what it claims to be.
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// @param override the media type to assume, whatever the answer says
    static @Nullable Object of(Answer answer, Optional<String> override) {
        byte[] bytes = answer.body();
        if (bytes.length == 0) {
            return Map.of();
        }
        return switch (override.orElseGet(() -> mediaType(answer.header("Content-Type")))) {
            case "application/json" -> json(bytes);
            case "application/yaml", "text/yaml", "application/x-yaml" -> yaml(bytes);
            case "text/plain" -> new String(bytes, StandardCharsets.UTF_8);
            default -> perhapsJson(bytes);
        };
    }

    private static @Nullable Object json(byte[] bytes) {
        try {
            return JsonNumbers.floats(Json.parse(bytes));
        } catch (JsonException e) {
            throw new Malformed("failed to parse JSON response: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object yaml(byte[] bytes) {
        try {
            return Yaml11.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (DocumentException e) {
            throw new Malformed("failed to parse YAML response: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object perhapsJson(byte[] bytes) {
        try {
            return JsonNumbers.floats(Json.parse(bytes));
        } catch (JsonException e) {
            return Map.of();
        }
    }

    /// The type without parameters, in lower case; a malformed header names none.
    private static String mediaType(String header) {
        String[] parts = header.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isBlank() && !parts[i].contains("=")) {
                return "";
            }
        }
        return parts[0].strip().toLowerCase(Locale.ROOT);
    }
}
