package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a hook says to an [AdmissionRequest]. Warnings reach the client either way.
public sealed interface AdmissionAnswer {
    List<String> warnings();

    /// Yes; `changed` is the object to go on with where a mutating hook changed it (a fresh tree, given away).
    record Allowed(Optional<Map<String, Object>> changed, List<String> warnings) implements AdmissionAnswer {
        public Allowed {
            warnings = List.copyOf(warnings);
        }
    }

    /// No; `why` is what the client receives, as it is.
    record Refused(ApiError why, List<String> warnings) implements AdmissionAnswer {
        public Refused {
            warnings = List.copyOf(warnings);
        }
    }

    /// Yes, without more words.
    static AdmissionAnswer allowed() {
        return new Allowed(Optional.empty(), List.of());
    }

    /// Yes, with the object changed; the tree is given away.
    static AdmissionAnswer changed(Map<String, Object> object) {
        return new Allowed(Optional.of(object), List.of());
    }

    /// No.
    static AdmissionAnswer refused(ApiError why) {
        return new Refused(why, List.of());
    }
}
