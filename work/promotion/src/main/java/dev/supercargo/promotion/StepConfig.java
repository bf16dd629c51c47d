package dev.supercargo.promotion;

import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A step's configuration, evaluated and valid by its schema.
public record StepConfig(Map<String, Object> tree) {
    /// A text; empty where it is absent.
    public String text(String key) {
        return Json.text(tree, key).orElse("");
    }

    /// A text that is present and not empty.
    public Optional<String> given(String key) {
        return Json.text(tree, key).filter(text -> !text.isEmpty());
    }

    /// A flag; false where it is absent.
    public boolean flag(String key) {
        return Boolean.TRUE.equals(tree.get(key));
    }

    /// A whole number, or the default where it is absent.
    public int number(String key, int otherwise) {
        return tree.get(key) instanceof Number number ? number.intValue() : otherwise;
    }

    /// A list of texts; empty where it is absent.
    public List<String> texts(String key) {
        return Json.list(tree, key).stream().map(String::valueOf).toList();
    }

    /// A list of objects; empty where it is absent.
    public List<StepConfig> items(String key) {
        return Json.list(tree, key).stream()
                .map(Json::asObject)
                .map(StepConfig::new)
                .toList();
    }

    /// An object, or empty where it is absent.
    public Optional<StepConfig> object(String key) {
        return Json.at(tree, key).map(Json::asObject).map(StepConfig::new);
    }

    /// Any value; `null` where it is absent.
    public @Nullable Object value(String key) {
        return tree.get(key);
    }
}
