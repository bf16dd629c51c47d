package dev.supercargo.expr.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An API object as expressions see it: fields by their Go names, rendered under their JSON names (expressions.md A.2).
public record Struct(Shape shape, List<@Nullable Object> values) implements ObjectValue {
    public Struct {
        values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
    }

    /// A field of an object.
    ///
    /// @param name as expressions call it
    /// @param jsonName as JSON calls it; such fields are left out while empty
    public record Field(String name, String jsonName, Type type, boolean omittedWhenEmpty) {
        /// A field that is left out of JSON while empty.
        public static Field of(String name, String jsonName, Type type) {
            return new Field(name, jsonName, type, true);
        }
    }

    /// The fields of a type of objects, in declaration order.
    public record Shape(Type type, List<Field> fields) {
        public Shape {
            fields = List.copyOf(fields);
        }

        /// A shape of this name.
        public static Shape of(String name, List<Field> fields) {
            Map<String, Type> types = fields.stream().collect(Collectors.toMap(Field::name, Field::type));
            return new Shape(Type.object(name, Members.of(types, List.of())), fields);
        }

        /// An object whose values are in the order of the fields.
        public Struct with(@Nullable Object... values) {
            return new Struct(this, java.util.Arrays.asList(values));
        }
    }

    @Override
    public Type type() {
        return shape.type();
    }

    @Override
    public @Nullable Object field(String name) {
        for (int i = 0; i < shape.fields().size(); i++) {
            if (shape.fields().get(i).name().equals(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    @Override
    public Object json() {
        var out = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.size(); i++) {
            Field field = shape.fields().get(i);
            if (!field.omittedWhenEmpty() || !isEmpty(values.get(i))) {
                out.put(field.jsonName(), values.get(i));
            }
        }
        return out;
    }

    @Override
    public Object yaml() {
        var out = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.size(); i++) {
            out.put(shape.fields().get(i).name().toLowerCase(Locale.ROOT), values.get(i));
        }
        return out;
    }

    @Override
    public String text() {
        return values.stream().map(GoText::of).collect(Collectors.joining(" ", "{", "}"));
    }

    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Named named -> isEmpty(named.value());
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
    }
}
