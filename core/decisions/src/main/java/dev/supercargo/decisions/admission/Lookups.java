package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.util.List;
import java.util.Optional;

/// What the rules may see besides the object: other objects as they are stored now. A look-up that fails throws
/// `WorldException`, and the request is then refused with 500.
public interface Lookups {
    /// An object, or empty where it does not exist.
    Optional<KubeObject> find(ResourceType type, ObjectKey key);

    /// The objects of a namespace (empty text: of all) that a selector matches.
    List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector);

    /// Whether the caller has the verb `promote` on a Stage.
    boolean mayPromote(Caller caller, ObjectKey stage);
}
