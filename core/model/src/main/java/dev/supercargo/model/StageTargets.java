package dev.supercargo.model;

import java.util.List;

/// Which Targets a Stage promotes to.
///
/// - `selectors`: selectors, of which one must fit; an empty one fits every Target.
public record StageTargets(@Required List<Selector> selectors) {
    public StageTargets {
        selectors = List.copyOf(selectors);
    }
}
