package dev.supercargo.meta;

import java.time.Duration;

/// How the world failed, as the one thing that decides what happens next (retry, give up, tell whom).
/// Carried by [WorldException].
public sealed interface Failure {
    /// What went wrong: the thing, the wish, the next step. Never holds a secret value.
    String what();

    /// It may work later; `retryAfter` is the other side's wish, zero where it has none.
    record Transient(String what, Duration retryAfter) implements Failure {
        public Transient(String what) {
            this(what, Duration.ZERO);
        }
    }

    /// It will not work until somebody changes something.
    record Permanent(String what) implements Failure {}

    /// Somebody refused: a permission is missing. `grant` names it as `verb resource.group[/subresource]`.
    record Forbidden(String what, String grant) implements Failure {}

    /// Somebody else changed the object, or it exists already.
    record Conflict(String what, boolean alreadyExists) implements Failure {}

    /// The thing is not there.
    record NotFound(String what) implements Failure {}

    /// The API refused the object itself (schema or admission); `reason` is the Status reason.
    record Invalid(String what, String reason) implements Failure {}
}
