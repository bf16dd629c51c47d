package dev.supercargo.decisions.verification;

import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Verification;
import java.util.Optional;

/// An AnalysisRun that is wanted. Its name depends only on what it is for, so that ordering it again after a crash
/// finds
/// the one that was made.
///
/// @param promotion the Promotion that the run is annotated with
public record RunOrder(
        String name, Stage stage, Verification verification, FreightCollection collection, Optional<String> promotion) {
    /// How messages call it.
    public String subject() {
        return "Stage \"" + stage.metadata().name() + "\" and Freight collection \"" + collection.id()
                + "\" in namespace \"" + stage.metadata().namespace() + "\"";
    }
}
