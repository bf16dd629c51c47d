package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.registry.ListOptions;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The objects of this server as they are now, read without a request: controllers decide on what is, and ask for
/// changes.
record Objects(Reading reading, Supplier<Catalog> served) {
    Catalog catalog() {
        return served.get();
    }

    Optional<Resource> resource(GroupResource collection) {
        return catalog().resources().stream()
                .filter(resource -> resource.groupResource().equals(collection))
                .findFirst();
    }

    Optional<Shown> find(ObjectRef ref) {
        return resource(ref.resource()).flatMap(resource -> reading.find(resource, ref.namespace(), ref.name()));
    }

    List<Shown> list(Resource resource, String namespace) {
        return reading.list(resource, namespace, ListOptions.NOW).items();
    }

    /// Whether an object of this uid exists in any namespace.
    boolean existsElsewhere(Resource resource, String uid) {
        return list(resource, "").stream().anyMatch(object -> object.uid().equals(uid));
    }

    /// The resources whose objects are kept, each collection once, in one version.
    List<Resource> collections() {
        var seen = new java.util.HashSet<String>();
        return catalog().resources().stream()
                .filter(Resource::isStored)
                .filter(resource -> seen.add(resource.prefix()))
                .toList();
    }
}
