package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.apply.FieldOwnership;
import dev.supercargo.kube.apiserver.apply.Tracking;
import dev.supercargo.kube.apiserver.apply.Writer;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Subresource;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// Keeps `metadata.managedFields`: which manager owns which field (kubernetes-api.md 5.4 to 5.7).
public final class FieldOwners {
    private static final String SCALE_VERSION = "autoscaling/v1";

    private final Clock clock;

    public FieldOwners(Clock clock) {
        this.clock = clock;
    }

    /// A new object whose fields belong to who creates it. Changes the tree.
    void created(Resource resource, Map<String, Object> wanted, String manager) {
        replace(wanted, ownership(resource, "").created(wanted, writer(resource, "", manager)));
    }

    /// An update that is no apply: what it changed belongs to who writes. Changes the tree.
    void updated(
            Resource resource,
            String subresource,
            Map<String, Object> stored,
            Map<String, Object> wanted,
            String manager) {
        FieldOwnership ownership = ownership(resource, subresource);
        replace(wanted, ownership.updated(stored, wanted, writer(resource, subresource, manager)));
    }

    /// What applying a configuration to the stored object (if there is one) gives.
    ///
    /// @throws ApiError 400 when it does not fit the kind, 409 when it would change what others own
    public Map<String, Object> applied(
            Resource resource,
            String subresource,
            Optional<Map<String, Object>> stored,
            Map<String, Object> config,
            WriteOptions options) {
        return ownership(resource, subresource)
                .applied(
                        stored,
                        config,
                        writer(resource, subresource, options.fieldManager()),
                        options.force().orElse(false));
    }

    private static FieldOwnership ownership(Resource resource, String subresource) {
        Tracking tracking;
        if (subresource.equals(Subresource.STATUS)) {
            tracking = resource.isCustom() ? Tracking.STATUS : Tracking.STATUS_AND_METADATA;
        } else {
            tracking = resource.hasStatus() ? Tracking.ALL_BUT_STATUS : Tracking.EVERYTHING;
        }
        return new FieldOwnership(resource.shape().structure(), !resource.isCustom(), tracking);
    }

    private Writer writer(Resource resource, String subresource, String manager) {
        String version = subresource.equals(Subresource.SCALE)
                ? SCALE_VERSION
                : resource.type().apiVersion();
        return new Writer(manager, version, subresource, clock.instant());
    }

    private static void replace(Map<String, Object> tree, Map<String, Object> by) {
        tree.clear();
        tree.putAll(by);
    }
}
