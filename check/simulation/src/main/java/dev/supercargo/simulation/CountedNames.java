package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.NameSource;

/// Names in the order in which they are asked for.
final class CountedNames implements NameSource {
    private long count;

    @Override
    public String ulid() {
        return "%026d".formatted(++count);
    }

    @Override
    public String alias() {
        return "alias-" + ++count;
    }
}
