package dev.supercargo.kube.store;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/// Keeps history in memory only.
final class MemoryLog implements Log {
    private final DecodedForms forms = new DecodedForms();
    private final ConcurrentSkipListMap<Long, Change> changes = new ConcurrentSkipListMap<>();

    @Override
    public DecodedForms forms() {
        return forms;
    }

    @Override
    public Snapshot load() {
        return new Snapshot(List.of(), 1, 1);
    }

    @Override
    public void append(List<Change> batch) {
        batch.forEach(change -> changes.put(change.revision(), change));
    }

    @Override
    public List<Change> history(long from, long to) {
        return List.copyOf(changes.subMap(from, true, to, true).values());
    }

    @Override
    public void compact(long below) {
        changes.headMap(below).clear();
    }

    @Override
    public List<String> check() {
        return List.of();
    }

    @Override
    public void close() {
        changes.clear();
    }
}
