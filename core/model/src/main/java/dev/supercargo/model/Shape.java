package dev.supercargo.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The fields of a record type as the wire sees them, found out once per type.
record Shape(List<Field> fields, Constructor<?> constructor) {
    /// One field: its name on the wire, its type, whether it may be null and whether it is always written.
    record Field(
            String name, RecordComponent component, Type type, boolean nullable, boolean required, boolean unsigned) {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return inspect(type);
        }
    };

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /// A record of this shape.
    Object make(@Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + constructor.getDeclaringClass(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + constructor.getDeclaringClass(), e);
        }
    }

    static @Nullable Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Shape inspect(Class<?> type) {
        var fields = new ArrayList<Field>();
        var parameters = new ArrayList<Class<?>>();
        for (RecordComponent component : Objects.requireNonNull(type.getRecordComponents(), type + " is no record")) {
            component.getAccessor().setAccessible(true);
            WireName name = component.getAnnotation(WireName.class);
            fields.add(new Field(
                    name == null ? component.getName() : name.value(),
                    component,
                    component.getGenericType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.isAnnotationPresent(Required.class),
                    component.isAnnotationPresent(Unsigned.class)));
            parameters.add(component.getType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new Shape(List.copyOf(fields), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a canonical constructor", e);
        }
    }
}
