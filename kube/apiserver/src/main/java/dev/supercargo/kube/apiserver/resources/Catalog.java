package dev.supercargo.kube.apiserver.resources;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All resources that are served at one time; built-in groups first, in order of registration.
public final class Catalog {
    private final List<Resource> resources;
    private final Map<String, Resource> byPath = new LinkedHashMap<>();

    public Catalog(List<Resource> resources) {
        this.resources = List.copyOf(resources);
        resources.forEach(resource -> byPath.put(path(resource), resource));
    }

    private static String path(Resource resource) {
        return path(
                resource.type().group(),
                resource.type().version(),
                resource.type().plural());
    }

    private static String path(String group, String version, String plural) {
        return group + "/" + version + "/" + plural;
    }

    public List<Resource> resources() {
        return resources;
    }

    public Optional<Resource> find(String group, String version, String plural) {
        return Optional.ofNullable(byPath.get(path(group, version, plural)));
    }

    /// The resources of a kind; in the first version that is served.
    public Optional<Resource> ofKind(String group, String kind) {
        return resources.stream()
                .filter(r -> r.type().group().equals(group) && r.type().kind().equals(kind))
                .findFirst();
    }

    /// The groups, each once, in order.
    public List<String> groups() {
        return resources.stream().map(r -> r.type().group()).distinct().toList();
    }

    /// The versions of a group, the preferred one first.
    public List<String> versions(String group) {
        SortedSet<String> versions = new TreeSet<>(Versions.PREFERRED_FIRST);
        of(group).forEach(r -> versions.add(r.type().version()));
        return new ArrayList<>(versions);
    }

    /// The resources of a group version, in order of name.
    public List<Resource> of(String group, String version) {
        return of(group)
                .filter(r -> r.type().version().equals(version))
                .sorted(java.util.Comparator.comparing(r -> r.type().plural()))
                .toList();
    }

    /// Whether a group is part of the server (its errors look different).
    public boolean isBuiltIn(String group) {
        return of(group).anyMatch(r -> !r.isCustom());
    }

    private Stream<Resource> of(String group) {
        return resources.stream().filter(r -> r.type().group().equals(group));
    }
}
