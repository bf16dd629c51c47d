package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;

/// An object that must exist before the admitted one is stored. One that exists already is left as it is.
public record FirstObject(ResourceType type, KubeObject object) {
    /// What the client is told when the object cannot be made.
    public Refusal failure(String why) {
        return Refusal.internal("error creating " + (type.kind().equals("Namespace") ? "namespace" : type.kind())
                + " \"" + object.name() + "\": " + why);
    }
}
