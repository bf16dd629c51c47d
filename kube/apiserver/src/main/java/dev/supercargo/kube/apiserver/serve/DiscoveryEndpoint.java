package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.request.Negotiated;
import dev.supercargo.kube.apiserver.request.Negotiated.Form;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Says which groups, versions and resources are served, in the aggregated and in the classic form
/// (kubernetes-api.md 6.1, 6.2).
public final class DiscoveryEndpoint {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private final Supplier<Catalog> catalog;
    private final Supplier<String> address;

    /// `address` is where the TLS door listens, as `host:port`.
    public DiscoveryEndpoint(Supplier<Catalog> catalog, Supplier<String> address) {
        this.catalog = catalog;
        this.address = address;
    }

    /// The answer to a path below `/api` or `/apis`; empty where that is no discovery document.
    public Optional<ApiResponse> answer(Exchange exchange) {
        String[] parts = exchange.info().path().replaceAll("^/|/$", "").split("/", -1);
        Catalog now = catalog.get();
        boolean core = parts[0].equals("api");
        return switch (parts.length) {
            case 1 -> Optional.of(core ? core(exchange, now) : groups(exchange, now));
            case 2 -> core ? resources(exchange, now, "", parts[1]) : group(exchange, now, parts[1]);
            case 3 -> core ? Optional.empty() : resources(exchange, now, parts[1], parts[2]);
            default -> Optional.empty();
        };
    }

    private ApiResponse core(Exchange exchange, Catalog now) {
        Negotiated form = exchange.negotiated(Set.of(Form.DISCOVERY), false);
        if (form.form() == Form.DISCOVERY) {
            return aggregated(exchange, now, List.of(""));
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIVersions");
        tree.put("versions", new ArrayList<Object>(now.versions("")));
        tree.put(
                "serverAddressByClientCIDRs",
                List.of(Map.of("clientCIDR", "0.0.0.0/0", "serverAddress", address.get())));
        return Answers.tree(200, tree, form);
    }

    private static ApiResponse groups(Exchange exchange, Catalog now) {
        Negotiated form = exchange.negotiated(Set.of(Form.DISCOVERY), false);
        List<String> names =
                now.groups().stream().filter(name -> !name.isEmpty()).toList();
        if (form.form() == Form.DISCOVERY) {
            return aggregated(exchange, now, names);
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIGroupList");
        tree.put("apiVersion", "v1");
        tree.put(
                "groups",
                names.stream().<Object>map(name -> groupTree(now, name)).toList());
        return Answers.tree(200, tree, form);
    }

    private static Optional<ApiResponse> group(Exchange exchange, Catalog now, String name) {
        if (now.versions(name).isEmpty()) {
            return Optional.empty();
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIGroup");
        tree.put("apiVersion", "v1");
        tree.putAll(groupTree(now, name));
        return Optional.of(Answers.tree(200, tree, exchange.negotiated(Set.of(), false)));
    }

    private static Map<String, Object> groupTree(Catalog now, String name) {
        List<Object> versions = now.versions(name).stream()
                .<Object>map(version -> versionTree(name, version))
                .toList();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", name);
        tree.put("versions", versions);
        tree.put("preferredVersion", versions.getFirst());
        return tree;
    }

    private static Map<String, Object> versionTree(String group, String version) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("groupVersion", group + "/" + version);
        tree.put("version", version);
        return tree;
    }

    private static Optional<ApiResponse> resources(Exchange exchange, Catalog now, String group, String version) {
        List<Resource> resources = now.of(group, version);
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIResourceList");
        if (!group.isEmpty()) {
            tree.put("apiVersion", "v1");
        }
        tree.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        var list = new ArrayList<Object>();
        for (Resource resource : resources) {
            list.add(entry(resource));
            resource.subresources().forEach(part -> list.add(entry(resource, part)));
        }
        tree.put("resources", list);
        return Optional.of(Answers.tree(200, tree, exchange.negotiated(Set.of(), false)));
    }

    private static Map<String, Object> entry(Resource resource) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", resource.type().plural());
        entry.put("singularName", resource.naming().singular());
        entry.put("namespaced", resource.type().namespaced());
        entry.put("kind", resource.type().kind());
        entry.put("verbs", new ArrayList<Object>(resource.verbs()));
        putNames(entry, resource);
        if (resource.supports("list")) {
            entry.put("storageVersionHash", hash(Json.bytes(resource.prefix())).substring(0, 12));
        }
        return entry;
    }

    private static void putNames(Map<String, Object> entry, Resource resource) {
        if (!resource.naming().shortNames().isEmpty()) {
            entry.put("shortNames", new ArrayList<Object>(resource.naming().shortNames()));
        }
        if (!resource.naming().categories().isEmpty()) {
            entry.put("categories", new ArrayList<Object>(resource.naming().categories()));
        }
    }

    private static Map<String, Object> entry(Resource resource, Subresource part) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", resource.type().plural() + "/" + part.name());
        entry.put("singularName", "");
        entry.put("namespaced", resource.type().namespaced());
        if (!part.type().group().equals(resource.type().group())) {
            entry.put("group", part.type().group());
            entry.put("version", part.type().version());
        }
        entry.put("kind", part.type().kind());
        entry.put("verbs", new ArrayList<Object>(part.verbs()));
        return entry;
    }

    private static ApiResponse aggregated(Exchange exchange, Catalog now, List<String> groups) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "APIGroupDiscoveryList");
        tree.put("apiVersion", "apidiscovery.k8s.io/v2");
        tree.put("metadata", Map.of());
        tree.put(
                "items",
                groups.stream().<Object>map(name -> aggregatedGroup(now, name)).toList());
        byte[] body = Json.bytes(tree);
        String etag = "\"" + hash(body).toUpperCase(Locale.ROOT) + "\"";
        boolean known = exchange.request().headerValues("if-none-match").contains(etag);
        ApiResponse.Complete answer = Answers.complete(known ? 304 : 200, AGGREGATED, known ? new byte[0] : body);
        answer.headers().put("ETag", List.of(etag));
        answer.headers().put("Vary", List.of("Accept"));
        answer.headers().put("Cache-Control", List.of("public"));
        return answer;
    }

    private static Map<String, Object> aggregatedGroup(Catalog now, String name) {
        var group = new LinkedHashMap<String, Object>();
        var metadata = new LinkedHashMap<String, Object>();
        if (!name.isEmpty()) {
            metadata.put("name", name);
        }
        group.put("metadata", metadata);
        var versions = new ArrayList<Object>();
        for (String version : now.versions(name)) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("version", version);
            tree.put(
                    "resources",
                    now.of(name, version).stream()
                            .<Object>map(DiscoveryEndpoint::aggregatedResource)
                            .toList());
            tree.put("freshness", "Current");
            versions.add(tree);
        }
        group.put("versions", versions);
        return group;
    }

    private static Map<String, Object> aggregatedResource(Resource resource) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("resource", resource.type().plural());
        tree.put("responseKind", kind(resource.type(), resource.isCustom()));
        tree.put("scope", resource.type().namespaced() ? "Namespaced" : "Cluster");
        tree.put("singularResource", resource.naming().singular());
        tree.put("verbs", new ArrayList<Object>(resource.verbs()));
        putNames(tree, resource);
        if (!resource.subresources().isEmpty()) {
            var parts = new ArrayList<Object>();
            for (Subresource part : resource.subresources()) {
                boolean foreign = !part.type().group().equals(resource.type().group());
                var entry = new LinkedHashMap<String, Object>();
                entry.put("subresource", part.name());
                entry.put("responseKind", kind(part.type(), resource.isCustom() || foreign));
                entry.put("verbs", new ArrayList<Object>(part.verbs()));
                parts.add(entry);
            }
            tree.put("subresources", parts);
        }
        return tree;
    }

    /// Built-in kinds leave out group and version where they are those of the path.
    private static Map<String, Object> kind(ResourceType type, boolean full) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("group", full ? type.group() : "");
        tree.put("version", full ? type.version() : "");
        tree.put("kind", type.kind());
        return tree;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
