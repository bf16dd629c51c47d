package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks values against a schema (kubernetes-api.md 9.4). Each call answers for one value with all that is below it.
///
/// `base` is where the checked tree stands in the object (`status`, or empty): it is part of the error's path, but not
/// of the name in the error's text.
final class Validation {
    private final String base;

    private Validation(String base) {
        this.base = base;
    }

    static List<FieldError> validate(StructuralSchema schema, String base, @Nullable Object value, Old old) {
        return new Validation(base).check(schema, "", value, old).errors;
    }

    /// What was found, and how many things were right (to choose the best of several alternatives).
    private static final class Found {
        final List<FieldError> errors = new ArrayList<>();
        int matches;

        void add(FieldError error) {
            errors.add(error);
        }

        void merge(Found other) {
            errors.addAll(other.errors);
            matches += other.matches;
        }
    }

    private Found check(StructuralSchema schema, String name, @Nullable Object value, Old old) {
        var found = new Found();
        Optional<FieldError> wrongType = Types.problem(schema, name, path(name), value);
        wrongType.ifPresentOrElse(found::add, () -> found.matches++);
        if (value != null) {
            combinations(schema, name, value, old, found);
            switch (value) {
                case String text -> texts(schema, name, text, found);
                case Number number -> Numbers.check(schema, name, path(name), number, found.errors);
                case List<?> list -> list(schema, name, list, old, found);
                case Map<?, ?> map -> object(schema, name, Json.asObject(map), old, found);
                default -> {}
            }
        }
        choices(schema, name, value, found);
        if (!found.errors.isEmpty() && old.same(value)) {
            found.errors.clear();
        }
        return found;
    }

    private void choices(StructuralSchema schema, String name, @Nullable Object value, Found found) {
        List<Object> allowed = schema.constraints().values();
        if (!schema.constraints().limits().containsKey("enum")
                || allowed.stream().anyMatch(choice -> Json.same(choice, value))) {
            found.matches++;
            return;
        }
        List<String> shown = allowed.stream()
                .map(choice -> choice instanceof String text ? text : Json.print(choice))
                .toList();
        found.add(FieldError.notSupported(path(name), value, shown));
    }

    private void texts(StructuralSchema schema, String name, String text, Found found) {
        Constraints limits = schema.constraints();
        long length = text.codePointCount(0, text.length());
        long max = limits.count("maxLength").orElse(Long.MAX_VALUE);
        long min = limits.count("minLength").orElse(0L);
        // The first of these that is wrong is the only one that is named.
        if (length > max) {
            found.add(FieldError.tooLong(path(name), max));
        } else if (length < min) {
            found.add(invalid(name, text, "should be at least " + min + " chars long"));
        } else if (limits.limits().get("pattern") instanceof String pattern
                && !limits.pattern().map(regex -> regex.find(text)).orElse(false)) {
            found.add(invalid(name, text, "should match '" + pattern + "'"));
        }
        if (!Formats.accepts(schema.format(), text)) {
            String text1 = name + " in body must be of type " + schema.format() + ": " + FieldError.quote(text);
            found.add(FieldError.typeInvalid(path(name), text, text1));
        }
        found.matches++;
    }

    private void list(StructuralSchema schema, String name, List<?> list, Old old, Found found) {
        int size = list.size();
        for (int i = 0; i < size; i++) {
            Object item = list.get(i);
            found.merge(check(schema.items(), name + "[" + i + "]", item, old.element(schema, item)));
        }
        Constraints limits = schema.constraints();
        limits.count("minItems")
                .filter(min -> size < min)
                .ifPresent(min -> found.add(invalid(name, (long) size, "should have at least " + min + " items")));
        limits.count("maxItems")
                .filter(max -> size > max)
                .ifPresent(max -> found.add(FieldError.tooMany(path(name), size, max)));
    }

    private void object(StructuralSchema schema, String name, Map<String, Object> object, Old old, Found found) {
        Constraints limits = schema.constraints();
        int size = object.size();
        limits.count("minProperties")
                .filter(min -> size < min)
                .ifPresent(min -> found.add(invalid(name, (long) size, "should have at least " + min + " properties")));
        limits.count("maxProperties")
                .filter(max -> size > max)
                .ifPresent(max -> found.add(FieldError.tooMany(path(name), size, max)));
        for (String required : schema.required()) {
            if (object.containsKey(required)) {
                found.matches++;
            } else {
                found.add(FieldError.required(path(child(name, required)), ""));
            }
        }
        Map<String, StructuralSchema> declared = schema.properties();
        declared.forEach((key, property) -> {
            if (object.containsKey(key)) {
                found.merge(check(property, child(name, key), object.get(key), old.property(schema, key)));
            }
        });
        schema.additionalProperties()
                .filter(other -> other != StructuralSchema.any())
                .ifPresent(other -> object.forEach((key, value) -> {
                    if (!declared.containsKey(key)) {
                        found.merge(check(other, child(name, key), value, old.property(schema, key)));
                    }
                }));
    }

    private void combinations(StructuralSchema schema, String name, Object value, Old old, Found found) {
        Constraints limits = schema.constraints();
        limits.not().ifPresent(not -> {
            if (check(not, name, value, Old.NONE).errors.isEmpty()) {
                found.add(whole(name, "must not validate the schema (not)"));
            }
        });
        if (!limits.allOf().isEmpty()) {
            allOf(limits.allOf(), name, value, old, found);
        }
        if (!limits.anyOf().isEmpty()) {
            anyOf(limits.anyOf(), name, value, old, found);
        }
        if (!limits.oneOf().isEmpty()) {
            oneOf(limits.oneOf(), name, value, old, found);
        }
    }

    private void allOf(List<StructuralSchema> parts, String name, Object value, Old old, Found found) {
        int valid = 0;
        for (StructuralSchema part : parts) {
            Found one = check(part, name, value, old);
            valid += one.errors.isEmpty() ? 1 : 0;
            found.merge(one);
        }
        if (valid < parts.size()) {
            String none = valid == 0 ? ". None validated" : "";
            found.add(whole(name, "must validate all the schemas (allOf)" + none));
        }
    }

    private void anyOf(List<StructuralSchema> parts, String name, Object value, Old old, Found found) {
        Found best = null;
        for (StructuralSchema part : parts) {
            Found one = check(part, name, value, old);
            if (one.errors.isEmpty()) {
                return;
            }
            best = best == null || one.matches > best.matches ? one : best;
        }
        found.add(whole(name, "must validate at least one schema (anyOf)"));
        if (best != null) {
            found.merge(best);
        }
    }

    private void oneOf(List<StructuralSchema> parts, String name, Object value, Old old, Found found) {
        Found best = null;
        int valid = 0;
        for (StructuralSchema part : parts) {
            Found one = check(part, name, value, old);
            if (one.errors.isEmpty()) {
                valid++;
            } else {
                best = best == null || one.matches > best.matches ? one : best;
            }
        }
        String text = "must validate one and only one schema (oneOf). ";
        if (valid == 0 && best != null) {
            found.add(whole(name, text + "Found none valid"));
            found.merge(best);
        } else if (valid > 1) {
            found.add(whole(name, text + "Found " + valid + " valid alternatives"));
        }
    }

    private FieldError invalid(String name, @Nullable Object value, String rest) {
        return FieldError.invalid(path(name), value, name + " in body " + rest);
    }

    /// An error about how schemas combine, which Kubernetes gives to no field.
    private FieldError whole(String name, String rest) {
        String path = base.isEmpty() ? FieldError.ROOT : base;
        return FieldError.invalid(path, "", FieldError.quote(name) + " " + rest);
    }

    private String path(String name) {
        if (base.isEmpty()) {
            return name.isEmpty() ? FieldError.ROOT : name;
        }
        return name.isEmpty() ? base : base + "." + name;
    }

    private static String child(String name, String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
