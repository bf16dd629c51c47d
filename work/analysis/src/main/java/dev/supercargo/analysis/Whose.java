package dev.supercargo.analysis;

import dev.supercargo.model.Labels;
import dev.supercargo.model.Metadata;

/// Which runs are ours: those labelled with our instance, and those without a label where nobody else would take them
/// (verification.md 2). A Rollouts controller never touches the first, so no run is carried out twice.
///
/// @param unlabelled whether runs without a label are ours, too
public record Whose(String instance, boolean unlabelled) {
    boolean ours(Metadata run) {
        String label = run.label(Labels.ROLLOUTS_INSTANCE);
        return label.equals(instance) || (label.isEmpty() && unlabelled);
    }
}
