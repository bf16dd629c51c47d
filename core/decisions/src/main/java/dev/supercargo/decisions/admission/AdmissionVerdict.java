package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import java.util.List;

/// What admission says.
public sealed interface AdmissionVerdict {
    /// Go on, with this object.
    ///
    /// - `object`: as it shall be stored; the object of the review where nothing was changed.
    /// - `warnings`: for the client.
    /// - `first`: objects that must be made before; a failure to make one refuses the request.
    /// - `events`: to be announced; a failure to do so is nobody's business.
    record Accepted(KubeObject object, List<String> warnings, List<FirstObject> first, List<AdmissionEvent> events)
            implements AdmissionVerdict {
        public Accepted {
            warnings = List.copyOf(warnings);
            first = List.copyOf(first);
            events = List.copyOf(events);
        }

        static Accepted unchanged(AdmissionReview review) {
            return of(review.object());
        }

        static Accepted of(KubeObject object) {
            return new Accepted(object, List.of(), List.of(), List.of());
        }

        static Accepted announcing(AdmissionReview review, List<AdmissionEvent> events) {
            return new Accepted(review.object(), List.of(), List.of(), events);
        }
    }

    /// Refuse, with this answer.
    record Rejected(Refusal refusal) implements AdmissionVerdict {}
}
