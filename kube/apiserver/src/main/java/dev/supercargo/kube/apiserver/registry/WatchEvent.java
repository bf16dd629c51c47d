package dev.supercargo.kube.apiserver.registry;

import java.util.Map;

/// What a watch tells.
public sealed interface WatchEvent {
    record Added(Shown object) implements WatchEvent {}

    record Modified(Shown object) implements WatchEvent {}

    record Deleted(Shown object) implements WatchEvent {}

    /// Everything up to a revision was told; `endOfInitial` marks the end of what was there at the start.
    record Bookmark(long revision, boolean endOfInitial) implements WatchEvent {}

    /// The watch ends for a reason: a Status tree.
    record Failed(Map<String, Object> status) implements WatchEvent {}
}
