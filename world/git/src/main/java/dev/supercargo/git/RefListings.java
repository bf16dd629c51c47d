package dev.supercargo.git;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// Listings of refs that many ask for at one time. While one listing of a remote is under way, those who ask
/// wait for the next, which they share: every answer began after the question, fifty Warehouses cause a few.
final class RefListings {
    private final Map<Remote, Line> lines = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// Asks a remote.
    @FunctionalInterface
    interface Question {
        RemoteRefs ask() throws InterruptedException;
    }

    /// Those who wait for one remote; guarded by [#lock].
    private static final class Line {
        /// Held by who asks the remote.
        final ReentrantLock turn = new ReentrantLock(true);
        /// The answer for those who came since the last listing began.
        CompletableFuture<RemoteRefs> next = new CompletableFuture<>();
        int users;
    }

    /// The answer of a listing that has not begun yet.
    RemoteRefs of(Remote remote, Question question) throws InterruptedException {
        Seat seat = enter(remote);
        Line line = seat.line();
        try {
            CompletableFuture<RemoteRefs> answer = seat.answer();
            line.turn.lockInterruptibly();
            try {
                if (!answer.isDone()) {
                    begin(line);
                    carryOut(answer, question);
                }
            } finally {
                line.turn.unlock();
            }
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            leave(remote, line);
        }
    }

    private static void carryOut(CompletableFuture<RemoteRefs> answer, Question question) throws InterruptedException {
        try {
            answer.complete(question.ask());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /// A place in a line, and the answer that is waited for.
    private record Seat(Line line, CompletableFuture<RemoteRefs> answer) {}

    /// How many ask a remote, or wait for an answer.
    int asking(Remote remote) {
        lock.lock();
        try {
            Line line = lines.get(remote);
            return line == null ? 0 : line.users;
        } finally {
            lock.unlock();
        }
    }

    private Seat enter(Remote remote) {
        lock.lock();
        try {
            Line line = lines.computeIfAbsent(remote, _ -> new Line());
            line.users++;
            return new Seat(line, line.next);
        } finally {
            lock.unlock();
        }
    }

    /// From now on nobody joins the listing that begins.
    private void begin(Line line) {
        lock.lock();
        try {
            line.next = new CompletableFuture<>();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Remote remote, Line line) {
        lock.lock();
        try {
            line.users--;
            if (line.users == 0) {
                lines.remove(remote);
            }
        } finally {
            lock.unlock();
        }
    }
}
