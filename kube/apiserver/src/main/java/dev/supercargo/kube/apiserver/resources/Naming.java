package dev.supercargo.kube.apiserver.resources;

import java.util.List;

/// What a resource is called beside its plural and kind.
public record Naming(String singular, String listKind, List<String> shortNames, List<String> categories) {
    public Naming {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
    }
}
