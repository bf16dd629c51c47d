package dev.supercargo.promotion.config;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON Schema, as far as steps need the language.
public final class ConfigSchema {
    private final Map<String, Object> tree;

    private ConfigSchema(Map<String, Object> tree) {
        this.tree = tree;
    }

    /// A schema from its tree.
    public static ConfigSchema of(Map<String, Object> tree) {
        return new ConfigSchema(Json.copy(tree));
    }

    /// A schema that any object fits.
    public static ConfigSchema anything() {
        return new ConfigSchema(Map.of("type", "object"));
    }

    /// The bundled schema of a built-in kind.
    public static ConfigSchema bundled(String kind) {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(kind + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("no schema is bundled for step kind " + kind);
            }
            return new ConfigSchema(Json.asObject(Yaml.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The schema itself, as a tree.
    public Map<String, Object> tree() {
        return Json.copy(tree);
    }

    /// What is wrong with a configuration, one line for each problem; empty where it fits.
    public List<String> problems(@Nullable Object config) {
        return Validation.problems(tree, config);
    }
}
