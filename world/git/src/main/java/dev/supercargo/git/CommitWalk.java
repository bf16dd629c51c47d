package dev.supercargo.git;

import dev.supercargo.decisions.selection.CommitFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Commits of a branch, newest first, read while they are asked for.
public final class CommitWalk implements Iterator<CommitFacts>, AutoCloseable {
    private final GitStream stream;
    private final Path place;
    private Optional<CommitFacts> next = Optional.empty();
    private boolean ended;

    CommitWalk(GitStream stream, Path place) {
        this.stream = stream;
        this.place = place;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !ended) {
            next = read();
            ended = next.isEmpty();
        }
        return next.isPresent();
    }

    @Override
    public CommitFacts next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CommitFacts commit = next.orElseThrow();
        next = Optional.empty();
        return commit;
    }

    private Optional<CommitFacts> read() {
        List<String> fields = new ArrayList<>(Mirror.commitFields());
        while (fields.size() < Mirror.commitFields()) {
            Optional<String> field = stream.next();
            if (field.isEmpty()) {
                refuseFailure();
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(Mirror.commit(fields));
    }

    /// A walk that ended early must not look like a short history.
    private void refuseFailure() {
        if (stream.status() != 0) {
            throw new Mirrors.BrokenMirror("the history in " + place + " cannot be read");
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
