package dev.supercargo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A receiver for any webhook, with actions of the user's choice.
///
/// - `secretRef`: Secret that authenticates the sender.
/// - `actions`: what to do about a call.
public record GenericReceiver(
        @Required LocalReference secretRef, @Nullable List<GenericAction> actions) {
    public GenericReceiver {
        actions = actions == null ? null : List.copyOf(actions);
    }
}
