package dev.supercargo.kube.store;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// All open watches, found by the prefixes of a changed key: watches elsewhere cost a write nothing.
final class Watches {
    private final ConcurrentHashMap<String, List<QueueWatch>> byPrefix = new ConcurrentHashMap<>();

    void add(QueueWatch watch) {
        byPrefix.compute(watch.prefix, (_, list) -> {
            List<QueueWatch> watches = list == null ? new CopyOnWriteArrayList<>() : list;
            watches.add(watch);
            return watches;
        });
    }

    void remove(QueueWatch watch) {
        byPrefix.computeIfPresent(watch.prefix, (_, list) -> {
            list.remove(watch);
            return list.isEmpty() ? null : list;
        });
    }

    void offer(Change change) {
        String key = change.key();
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            if (slash < key.length() - 1) {
                offer(key.substring(0, slash + 1), change);
            }
        }
        offer(key, change);
    }

    private void offer(String prefix, Change change) {
        List<QueueWatch> watches = byPrefix.get(prefix);
        if (watches != null) {
            watches.forEach(watch -> watch.offer(change));
        }
    }

    void endAll() {
        byPrefix.values().forEach(list -> list.forEach(watch -> watch.end("the store")));
        byPrefix.clear();
    }
}
