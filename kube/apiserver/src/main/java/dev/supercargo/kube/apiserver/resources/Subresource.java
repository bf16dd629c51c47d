package dev.supercargo.kube.apiserver.resources;

import dev.supercargo.meta.ResourceType;
import java.util.List;

/// A part of an object with a path of its own. `type` is the kind of its bodies (only `kind`, `group` and `version` of
/// it
/// count), `verbs` those that discovery shows.
public record Subresource(String name, ResourceType type, List<String> verbs) {
    public static final String STATUS = "status";
    public static final String SCALE = "scale";
    public static final String FINALIZE = "finalize";
    public static final String TOKEN = "token";

    public Subresource {
        verbs = List.copyOf(verbs);
    }
}
