package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.KubeObject;

/// What became of an effect.
public sealed interface Outcome {
    /// It was performed.
    record Done() implements Outcome {}

    /// It was performed, and this object is there now.
    record Created(KubeObject object) implements Outcome {}

    /// What it would have made existed already; nothing was done.
    record AlreadyThere() implements Outcome {}

    /// It could not even be tried, because what it needs is missing or malformed.
    record Impossible(String why) implements Outcome {}

    /// It was tried and failed.
    record Failed(Failure failure) implements Outcome {}

    /// An effect before it failed.
    record NotTried() implements Outcome {}
}
