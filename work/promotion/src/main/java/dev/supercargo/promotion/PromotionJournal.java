package dev.supercargo.promotion;

import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a process that may be killed at any moment must know about the step under way.
///
/// One small file, replaced whole and forced to disk before each of these moments passes:
///
/// ```
/// begin ──> notes of the step ──> answered ──> (status is written) ──> begin of the next step
///   │                                │
///   │                                └─ killed here: the answer is taken from the journal, the step does not run again
///   └─ killed here: the step runs again and hears that it was interrupted, with the notes it made
/// ```
///
/// Only the end of a step is recorded as an answer; a step that waits or is tried again only keeps its notes.
public final class PromotionJournal {
    private final Path file;
    private Map<String, Object> entry;

    PromotionJournal(Path file) {
        this.file = file;
        this.entry = read(file);
    }

    /// How this step ended, where a killed process came as far as that.
    Optional<StepAnswer> answer(int step, String alias) {
        return isAbout(step, alias)
                ? Json.at(entry, "answer").map(Json::asObject).map(StepAnswer::read)
                : Optional.empty();
    }

    /// A run of this step begins.
    StepJournal begin(int step, String alias) {
        boolean same = isAbout(step, alias);
        boolean interrupted = same && Boolean.TRUE.equals(entry.get("begun"));
        Map<String, Object> notes = same ? Json.copy(Json.object(entry, "notes")) : new LinkedHashMap<>();
        store(entry(step, alias, true, notes));
        return new Notes(interrupted);
    }

    /// The step has ended so.
    void answered(StepAnswer answer) {
        Map<String, Object> next = Json.copy(entry);
        next.put("answer", answer.tree());
        store(next);
    }

    /// The step has not ended; it will run again.
    void paused() {
        Map<String, Object> next = Json.copy(entry);
        next.put("begun", false);
        store(next);
    }

    private boolean isAbout(int step, String alias) {
        return Long.valueOf(step).equals(entry.get("step")) && alias.equals(entry.get("alias"));
    }

    private static Map<String, Object> entry(int step, String alias, boolean begun, Map<String, Object> notes) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("step", (long) step);
        entry.put("alias", alias);
        entry.put("begun", begun);
        entry.put("notes", notes);
        return entry;
    }

    private void store(Map<String, Object> next) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(next));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entry = next;
    }

    private static Map<String, Object> read(Path file) {
        try {
            return Json.parseObject(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (JsonException e) {
            throw new IllegalStateException("not a journal: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The notes of the step that has begun.
    private final class Notes implements StepJournal {
        private final boolean interrupted;

        Notes(boolean interrupted) {
            this.interrupted = interrupted;
        }

        @Override
        public boolean interrupted() {
            return interrupted;
        }

        @Override
        public Optional<String> noted(String key) {
            return Json.text(entry, "notes", key);
        }

        @Override
        public void note(String key, String value) {
            Map<String, Object> next = Json.copy(entry);
            Json.put(next, value, "notes", key);
            store(next);
        }
    }
}
