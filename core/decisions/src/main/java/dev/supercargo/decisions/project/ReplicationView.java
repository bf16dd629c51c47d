package dev.supercargo.decisions.project;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.List;

/// A shared object and its copies.
///
/// - `type`: Secret or ConfigMap.
/// - `projects`: names of the Projects.
/// - `replicas`: all objects that are labelled as copies of the source, wherever they are.
public record ReplicationView(ResourceType type, KubeObject source, List<String> projects, List<KubeObject> replicas) {
    public ReplicationView {
        projects = List.copyOf(projects);
        replicas = List.copyOf(replicas);
    }
}
