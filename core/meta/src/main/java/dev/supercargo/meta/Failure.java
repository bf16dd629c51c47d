package dev.supercargo.meta;

import java.time.Duration;

/// How the world failed, as the one thing that decides what happens next (retry, give up, tell whom).
/// Carried by [WorldException].
public sealed interface Failure {
    /// What went wrong: the thing, the wish, the next step. Never holds a secret value.
    String what();

    /// The same failure, told differently (as a rule from further out, with this text at the end).
    default Failure saying(String what) {
        return switch (this) {
            case Transient failure -> new Transient(what, failure.retryAfter());
            case Permanent _ -> new Permanent(what);
            case Forbidden failure -> new Forbidden(what, failure.grant());
            case Conflict failure -> new Conflict(what, failure.alreadyExists());
            case NotFound _ -> new NotFound(what);
            case Invalid failure -> new Invalid(what, failure.reason());
        };
    }

    /// It may work later; `retryAfter` is the other side's wish, zero where it has none.
    record Transient(String what, Duration retryAfter) implements Failure {
        public Transient(String what) {
            this(what, Duration.ZERO);
        }
    }

    /// It will not work until somebody changes something.
    record Permanent(String what) implements Failure {}

    /// Somebody refused: a permission is missing. `grant` names it as `verb
    /// resource.group[/subresource]`.
    record Forbidden(String what, String grant) implements Failure {}

    /// Somebody else changed the object, or it exists already.
    record Conflict(String what, boolean alreadyExists) implements Failure {}

    /// The thing is not there.
    record NotFound(String what) implements Failure {}

    /// The API refused the object itself (schema or admission); `reason` is the Status reason.
    record Invalid(String what, String reason) implements Failure {}
}
