package dev.supercargo.expr.value;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map that is not a plain one: missing keys give a zero value, keys of any type, or one that counts as nil.
public final class Dictionary extends AbstractMap<@Nullable Object, @Nullable Object> {
    private final Map<?, ? extends @Nullable Object> entries;
    private final Type type;
    private final boolean nil;

    private Dictionary(Map<?, ? extends @Nullable Object> entries, Type type, boolean nil) {
        this.entries = entries;
        this.type = type;
        this.nil = nil;
    }

    /// A map of this type over these entries, which are not copied.
    public static Dictionary of(Type type, Map<?, ? extends @Nullable Object> entries) {
        return new Dictionary(entries, type, false);
    }

    /// A map from text to text: a missing key gives the empty text.
    public static Dictionary ofStrings(Map<String, String> entries) {
        return new Dictionary(new LinkedHashMap<>(entries), Type.STRING_MAP, false);
    }

    /// The headers of an HTTP message by their canonical names; `Get` ignores case.
    public static Dictionary ofHeaders(Map<String, List<String>> headers) {
        var entries = new LinkedHashMap<String, @Nullable Object>();
        headers.forEach((name, values) -> entries.put(name, Sequence.ofStrings(values)));
        return new Dictionary(entries, Type.STRING_LISTS, false);
    }

    /// The first value of a header, whatever the case of its name; empty where there is none.
    static String firstIgnoringCase(Map<?, ?> headers, String name) {
        for (Entry<?, ?> entry : headers.entrySet()) {
            if (entry.getKey() instanceof String key
                    && key.equalsIgnoreCase(name)
                    && entry.getValue() instanceof List<?> values
                    && !values.isEmpty()
                    && values.getFirst() instanceof String first) {
                return first;
            }
        }
        return "";
    }

    /// The empty map of this type that counts as nil.
    public static Dictionary nil(Type type) {
        return new Dictionary(Collections.emptyMap(), type, true);
    }

    /// The type that messages name.
    public Type type() {
        return type;
    }

    /// Whether it counts as nil.
    public boolean isNil() {
        return nil;
    }

    /// What a missing key gives.
    @Nullable
    Object zero() {
        Type element = type.elements();
        return switch (element.kind()) {
            case STRING -> "";
            case LIST -> element.name().equals("[]string") ? Sequence.nilStrings() : Sequence.NIL;
            default -> null;
        };
    }

    /// The value of a key, or the zero value where it is missing.
    ///
    /// @throws ValueException for a key that the map cannot have
    public @Nullable Object at(@Nullable Object key) {
        return has(key) ? Values.of(entries.get(key)) : zero();
    }

    /// Whether the key is there; nil is a key only of maps with keys of any type.
    ///
    /// @throws ValueException for a key that the map cannot have
    public boolean has(@Nullable Object key) {
        boolean texts = type.keys().is(Type.Kind.STRING);
        if (texts && key != null && !(key instanceof String)) {
            throw new ValueException("cannot use " + Values.typeName(key) + " as a key of " + type);
        }
        return (key != null || !texts) && entries.containsKey(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // an unmodifiable view may be read as a map of wider types
    public Set<Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return (Set<Entry<@Nullable Object, @Nullable Object>>)
                (Set<?>) Collections.unmodifiableMap(entries).entrySet();
    }
}
