package dev.supercargo.kube.store;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What waits in the queue of the one thread that writes.
sealed interface Command {
    /// A write, answered when it is durable.
    record Put(
            String key,
            Condition condition,
            Optional<byte[]> value,
            Optional<Instant> expires,
            CompletableFuture<Write> answer)
            implements Command {}

    /// A job for the writing thread, done between two groups of writes.
    record Run(Runnable job, CompletableFuture<Boolean> answer) implements Command {}

    /// The last command.
    record Stop() implements Command {}

    /// When a write may happen.
    sealed interface Condition {
        record IfAbsent() implements Condition {}

        record IfWrittenBy(long revision) implements Condition {}
    }
}
