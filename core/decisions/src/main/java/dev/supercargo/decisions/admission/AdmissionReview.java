package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.Optional;

/// A change that somebody wants to make.
///
/// - `subresource`: such as `status`, empty for the object itself.
/// - `object`: the object as wanted; the stored one for a deletion.
/// - `old`: the stored object, on updates.
public record AdmissionReview(
        ResourceType type,
        String subresource,
        Operation operation,
        KubeObject object,
        Optional<KubeObject> old,
        Caller caller,
        boolean dryRun) {
    /// What is done to the object.
    public enum Operation {
        CREATE("create"),
        UPDATE("update"),
        DELETE("delete");

        private final String verb;

        Operation(String verb) {
            this.verb = verb;
        }

        String verb() {
            return verb;
        }
    }

    boolean isCreate() {
        return operation == Operation.CREATE;
    }

    /// The same review of another object.
    AdmissionReview with(KubeObject changed) {
        return new AdmissionReview(type, subresource, operation, changed, old, caller, dryRun);
    }
}
