package dev.supercargo.kube.apiserver.resources;

import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Optional;

/// One resource in one version, as it is served.
///
/// `storage` names the collection in the store (two resources may share one), `storageVersion` the version that is
/// written. `readOnlyBecause` is what creations are refused with, where that is so (a definition about to be deleted).
public record Resource(
        ResourceType type,
        Naming naming,
        List<String> verbs,
        List<Subresource> subresources,
        Rules rules,
        Shape shape,
        Origin origin) {
    public Resource {
        verbs = List.copyOf(verbs);
        subresources = List.copyOf(subresources);
    }

    /// Where a resource comes from and where its objects are kept.
    public sealed interface Origin {
        /// Part of the server.
        record BuiltIn(GroupResource storage, boolean stored) implements Origin {}

        /// Defined by a custom resource definition, whose uid tells one definition from the next of the same name.
        record Defined(
                String storageVersion,
                List<String> servedVersions,
                boolean terminating,
                Optional<String> deprecation,
                ScalePaths scale)
                implements Origin {}
    }

    /// Where the numbers of a scale subresource are found (dot paths without leading dot; empty: nowhere).
    public record ScalePaths(String spec, String status, String selector) {
        public static final ScalePaths NONE = new ScalePaths("", "", "");
    }

    public GroupResource groupResource() {
        return GroupResource.of(type);
    }

    /// The key prefix of all objects, ending in `/`.
    public String prefix() {
        GroupResource storage = switch (origin) {
            case Origin.BuiltIn builtIn -> builtIn.storage();
            case Origin.Defined _ -> groupResource();
        };
        return "/registry/" + (storage.group().isEmpty() ? "core" : storage.group()) + "/" + storage.resource() + "/";
    }

    /// The key prefix of the objects of a namespace (`""`: of all).
    public String prefix(String namespace) {
        return namespace.isEmpty() ? prefix() : prefix() + namespace + "/";
    }

    /// The key of an object.
    public String key(String namespace, String name) {
        return type.namespaced() ? prefix() + namespace + "/" + name : prefix() + name;
    }

    /// The key that the original has for an object: some of its texts show it.
    public String shownKey(String namespace, String name) {
        return "/registry/" + (isCustom() ? type.group() + "/" : "") + type.plural() + "/"
                + (type.namespaced() ? namespace + "/" : "") + name;
    }

    public boolean isCustom() {
        return origin instanceof Origin.Defined;
    }

    /// The version in which objects are written.
    public String storageVersion() {
        return origin instanceof Origin.Defined defined ? defined.storageVersion() : type.version();
    }

    /// Whether objects are kept at all (reviews are not).
    public boolean isStored() {
        return !(origin instanceof Origin.BuiltIn builtIn) || builtIn.stored();
    }

    /// Whether a version of a custom resource is served.
    public boolean serves(String version) {
        return origin instanceof Origin.Defined defined
                && defined.servedVersions().contains(version);
    }

    /// Whether the definition is about to go, so that nothing new may be created.
    public boolean isTerminating() {
        return origin instanceof Origin.Defined defined && defined.terminating();
    }

    /// What those who still use this version are told.
    public Optional<String> deprecation() {
        return origin instanceof Origin.Defined defined ? defined.deprecation() : Optional.empty();
    }

    public ScalePaths scalePaths() {
        return origin instanceof Origin.Defined defined ? defined.scale() : rules.scalePaths();
    }

    public boolean supports(String verb) {
        return verbs.contains(verb);
    }

    public Optional<Subresource> subresource(String name) {
        return subresources.stream().filter(sub -> sub.name().equals(name)).findFirst();
    }

    public boolean hasStatus() {
        return subresource(Subresource.STATUS).isPresent();
    }
}
