package dev.supercargo.kube.apiserver.apply;

import java.util.List;

/// Which fields a write through an endpoint can own.
public enum Tracking {
    /// All: the kind has no `status` subresource.
    EVERYTHING,
    /// All but `status`: the main endpoint of a kind with that subresource.
    ALL_BUT_STATUS,
    /// `status` alone: the status endpoint of custom resources.
    STATUS,
    /// `status` and metadata: the status endpoint of built-in kinds.
    STATUS_AND_METADATA;

    private static final FieldSet NEVER = never();

    /// What of a set can be owned through this endpoint.
    FieldSet of(FieldSet set) {
        FieldSet possible = set.minus(NEVER);
        return switch (this) {
            case EVERYTHING -> possible;
            case ALL_BUT_STATUS -> possible.topFields(name -> !name.equals("status"));
            case STATUS -> possible.topFields("status"::equals);
            case STATUS_AND_METADATA -> possible.topFields(name -> name.equals("status") || name.equals("metadata"));
        };
    }

    /// Fields that belong to the server or identify the object.
    private static FieldSet never() {
        var builder = new FieldSet.Builder();
        List.of("apiVersion", "kind", "metadata").forEach(name -> builder.add(new PathElement.Field(name)));
        var metadata = builder.below(new PathElement.Field("metadata"));
        List.of(
                        "name",
                        "namespace",
                        "creationTimestamp",
                        "selfLink",
                        "uid",
                        "clusterName",
                        "generation",
                        "managedFields",
                        "resourceVersion")
                .forEach(name -> metadata.add(new PathElement.Field(name)));
        return builder.build();
    }
}
