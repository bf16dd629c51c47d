package dev.supercargo.expr.value;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// A list that is not a plain one: of a narrower type, lazily counted, or one that counts as nil.
public final class Sequence extends AbstractList<@Nullable Object> implements RandomAccess {
    /// The empty list that also equals nil and renders as `null`.
    public static final Sequence NIL = new Sequence(List.of(), Type.LIST, true);

    private static final List<@Nullable Object> BYTES = bytes();

    private final List<? extends @Nullable Object> items;
    private final Type type;
    private final boolean nil;

    private Sequence(List<? extends @Nullable Object> items, Type type, boolean nil) {
        this.items = items;
        this.type = type;
        this.nil = nil;
    }

    /// A list of strings.
    public static Sequence ofStrings(List<String> items) {
        return new Sequence(items, Type.STRINGS, false);
    }

    /// The list of strings that counts as nil.
    public static Sequence nilStrings() {
        return new Sequence(List.of(), Type.STRINGS, true);
    }

    /// The integers from the first to the last, both included; nothing is stored.
    public static Sequence range(long first, long last) {
        int size = first > last ? 0 : Math.toIntExact(last - first + 1);
        var items = new AbstractList<@Nullable Object>() {
            @Override
            public @Nullable Object get(int index) {
                return first + index;
            }

            @Override
            public int size() {
                return size;
            }
        };
        return new Sequence(items, Type.INTS, false);
    }

    /// A list of bytes.
    public static Sequence ofBytes(byte[] bytes) {
        var items = new ArrayList<@Nullable Object>(bytes.length);
        for (byte one : bytes) {
            items.add(BYTES.get(one & 0xff));
        }
        return new Sequence(Collections.unmodifiableList(items), Type.BYTES, false);
    }

    /// The bytes of a list of bytes.
    public byte[] toBytes() {
        byte[] bytes = new byte[items.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = items.get(i) instanceof UInt one ? (byte) one.bits() : 0;
        }
        return bytes;
    }

    /// A part of this list, of the same type.
    public Sequence part(int from, int to) {
        return new Sequence(items.subList(from, to), type, nil);
    }

    /// The type that messages name.
    public Type type() {
        return type;
    }

    /// Whether it counts as nil.
    public boolean isNil() {
        return nil;
    }

    @Override
    public @Nullable Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    private static List<@Nullable Object> bytes() {
        var all = new ArrayList<@Nullable Object>(256);
        for (int i = 0; i < 256; i++) {
            all.add(UInt.ofByte(i));
        }
        return all;
    }

    /// The bytes of a text, as a list.
    static Sequence bytesOf(String text) {
        return ofBytes(
                text.chars().allMatch(c -> c < 128) ? text.getBytes(StandardCharsets.US_ASCII) : Utf8.encode(text));
    }
}
