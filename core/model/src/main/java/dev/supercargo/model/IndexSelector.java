package dev.supercargo.model;

import java.util.List;

/// Selects objects by values that they are indexed by.
///
/// - `matchIndices`: requirements that must all hold.
public record IndexSelector(List<MatchIndex> matchIndices) {
    public IndexSelector {
        matchIndices = List.copyOf(matchIndices);
    }
}
