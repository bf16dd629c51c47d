package dev.supercargo.model;

import java.util.List;

/// References that the repository had when it was last looked at; while they stay, nothing is fetched.
///
/// - `branchHead`: hash that the branch names.
/// - `tags`: tags that qualify by name.
public record ObservedRefs(String branchHead, List<ObservedTag> tags) {
    public ObservedRefs {
        tags = List.copyOf(tags);
    }
}
