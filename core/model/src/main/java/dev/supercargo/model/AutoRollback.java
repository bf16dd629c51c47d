package dev.supercargo.model;

import java.util.List;

/// When a Stage goes back to the Freight that it held before.
///
/// - `onPromotion`: phases of a Promotion that cause it: Failed, Errored.
/// - `onVerification`: phases of a verification that cause it: Failed, Error. Empty means Failed.
public record AutoRollback(List<String> onPromotion, List<String> onVerification) {
    public AutoRollback {
        onPromotion = List.copyOf(onPromotion);
        onVerification = List.copyOf(onVerification);
    }
}
