package dev.supercargo.kube.store;

import java.util.List;

/// A part of a listing: entries as of one revision, and how many of the prefix follow after them.
public record Page(List<Entry> entries, long revision, long remaining) {
    /// Whether more entries follow.
    public boolean more() {
        return remaining > 0;
    }
}
