package dev.supercargo.decisions.admission;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Stage;
import java.util.List;
import java.util.Optional;

/// The Stage that a Promotion names.
final class Stages {
    private Stages() {}

    /// @throws Refused where it does not exist
    static Stage find(AdmissionReview review, String name, Lookups lookups) {
        return findObject(review, name, lookups).decoded(Stage.class, Stage::read);
    }

    private static KubeObject findObject(AdmissionReview review, String name, Lookups lookups) {
        String namespace = review.object().namespace();
        Optional<KubeObject> stage =
                name.isEmpty() ? Optional.empty() : lookups.find(Kinds.STAGE, new ObjectKey(namespace, name));
        return stage.orElseThrow(() -> invalid(
                review,
                review.isCreate() ? "" : review.object().name(),
                name,
                "could not find Stage \"" + name + "\" in namespace \"" + namespace + "\""));
    }

    /// A refusal about `spec.stage`, for an object of this name.
    static Refused invalid(AdmissionReview review, String objectName, String stage, String why) {
        return new Refused(
                Refusal.invalid(review.type(), objectName, List.of(FieldProblem.invalid("spec.stage", stage, why))));
    }
}
