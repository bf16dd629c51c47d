package dev.supercargo.golden;

import java.util.List;

/// Every adapter, one per file of cases.
final class Adapters {
    private Adapters() {}

    static List<Adapter> all() {
        return List.of(
                new SemverAdapter(), //
                new UrlNormalizationAdapter(), //
                new FreightIdentityAdapter());
    }
}
