package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.request.Query;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a deletion is meant (kubernetes-api.md 3.5).
public record DeleteOptions(
        Optional<String> policy,
        Optional<Boolean> orphanDependents,
        Optional<String> uid,
        Optional<String> resourceVersion,
        boolean dryRun,
        Map<String, Object> tree) {
    /// Without any wish.
    public static final DeleteOptions NONE = read(Map.of());

    /// Only if the object is the one with this uid; dependents go later.
    public static DeleteOptions ofUid(String uid, String policy) {
        return read(Map.of("propagationPolicy", policy, "preconditions", Map.of("uid", uid)));
    }

    /// From the body, or from the parameters where there is none.
    ///
    /// @throws ApiError 422 for values that do not exist or do not fit
    public static DeleteOptions of(Optional<Map<String, Object>> body, Query query) {
        if (body.isPresent()) {
            return read(body.get());
        }
        var tree = new LinkedHashMap<String, Object>();
        query.number("gracePeriodSeconds").ifPresent(seconds -> tree.put("gracePeriodSeconds", seconds));
        query.optionalFlag("orphanDependents").ifPresent(flag -> tree.put("orphanDependents", flag));
        if (query.has("propagationPolicy")) {
            tree.put("propagationPolicy", query.text("propagationPolicy"));
        }
        if (query.has("dryRun")) {
            tree.put("dryRun", new ArrayList<Object>(query.all("dryRun")));
        }
        return read(tree);
    }

    private static DeleteOptions read(Map<String, Object> given) {
        var errors = new ArrayList<FieldError>();
        Optional<String> policy = Json.text(given, "propagationPolicy");
        Optional<Boolean> orphan = Json.at(given, "orphanDependents").map(Boolean.TRUE::equals);
        if (policy.isPresent() && orphan.isPresent()) {
            errors.add(FieldError.invalid(
                    "propagationPolicy", policy.get(), "orphanDependents and deletionPropagation cannot be both set"));
        }
        List<String> policies = List.of("Foreground", "Background", "Orphan", "nil");
        if (policy.isPresent() && !policies.subList(0, 3).contains(policy.get())) {
            errors.add(FieldError.notSupported("propagationPolicy", policy.get(), policies));
        }
        boolean dryRun = WriteOptions.dryRun(
                Json.list(given, "dryRun").stream().map(String::valueOf).toList(), errors);
        WriteOptions.refuse("DeleteOptions", errors);
        var tree = new LinkedHashMap<String, Object>(given);
        tree.put("kind", "DeleteOptions");
        tree.put("apiVersion", "meta.k8s.io/v1");
        return new DeleteOptions(
                policy,
                orphan,
                Json.text(given, "preconditions", "uid"),
                Json.text(given, "preconditions", "resourceVersion"),
                dryRun,
                tree);
    }
}
