package dev.supercargo.expr.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The order in which maps are shown and listed: by key; texts bytewise, numbers by value.
public final class MapOrder {
    private MapOrder() {}

    /// The entries in order.
    public static List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
        entries.sort((a, b) -> Order.ofKeys(a.getKey(), b.getKey()));
        return entries;
    }
}
