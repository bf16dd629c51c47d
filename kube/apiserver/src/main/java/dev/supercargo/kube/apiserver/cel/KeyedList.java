package dev.supercargo.kube.apiserver.cel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// A list of type `set` or `map` as rules see it: two are the same in whatever order, and adding merges by key.
/// The keys of a set are its elements.
final class KeyedList extends AbstractList<Object> implements RandomAccess {
    private final List<Object> items;
    private final List<String> keys;

    KeyedList(List<Object> items, List<String> keys) {
        this.items = List.copyOf(items);
        this.keys = keys;
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /// Whether both have the same keys with the same elements.
    boolean sameAs(List<?> other) {
        if (size() != other.size()) {
            return false;
        }
        var unmatched = new LinkedHashMap<Object, Object>();
        other.forEach(item -> unmatched.put(key(item), item));
        for (Object item : items) {
            Object match = unmatched.remove(key(item));
            if (match == null || !Equality.same(item, match)) {
                return false;
            }
        }
        return unmatched.isEmpty();
    }

    /// These elements, those of the other list in place of ones with their keys, then the rest of the other list.
    List<Object> plus(List<?> other) {
        var merged = new LinkedHashMap<Object, Object>();
        items.forEach(item -> merged.put(key(item), item));
        other.forEach(item -> merged.put(key(item), item));
        return new KeyedList(new ArrayList<>(merged.values()), keys);
    }

    private Object key(@Nullable Object item) {
        if (keys.isEmpty() || !(item instanceof Map<?, ?> map)) {
            return item == null ? "" : item;
        }
        var key = new ArrayList<Object>();
        keys.forEach(name -> key.add(map.containsKey(name) ? map.get(name) : ""));
        return key;
    }
}
