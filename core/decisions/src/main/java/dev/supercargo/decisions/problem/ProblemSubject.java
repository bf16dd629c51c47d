package dev.supercargo.decisions.problem;

import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;

/// The object that does not progress; what concerns a whole component is about the ClusterConfig, whether it exists or
/// not.
///
/// @param type its kind
/// @param key where it is
public record ProblemSubject(ResourceType type, ObjectKey key) {
    /// What concerns a component as a whole.
    public static final ProblemSubject INSTALLATION =
            new ProblemSubject(Kinds.CLUSTER_CONFIG, ObjectKey.cluster("cluster"));

    /// The Project that it belongs to, empty text where it belongs to none.
    public String project() {
        return type.kind().equals("Project") ? key.name() : key.namespace();
    }

    /// Kind and name, such as `Stage fan-out/dev`.
    @Override
    public String toString() {
        return type.kind() + " " + key;
    }
}
