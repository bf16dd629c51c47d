package dev.supercargo.promotion.documents;

import dev.supercargo.documents.Update;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What the two editing steps share: the updates of a configuration, the commit message, and a write that a run after
/// a crash does not repeat.
final class Updates {
    /// Under this key a step notes what the file will be, before it writes.
    private static final String WRITTEN = "written";

    private Updates() {}

    static List<Update> of(StepContext context) {
        return context.config().items("updates").stream()
                .map(item -> new Update(item.text("key"), item.value("value")))
                .toList();
    }

    /// `Updated <path>`, an empty line, and one line for each update.
    static StepOutcome done(String path, List<Update> updates, List<String> written) {
        var message = new StringBuilder("Updated ").append(path).append('\n');
        for (int i = 0; i < updates.size(); i++) {
            message.append("\n- ").append(updates.get(i).key()).append(": ").append(written.get(i));
        }
        return StepOutcome.succeeded(Map.of("commitMessage", message.toString()));
    }

    /// Whether a broken-off run of this step has already left the file as it wished (so that an edit such as
    /// "append" is not made twice).
    static boolean alreadyWritten(StepContext context, byte[] now) {
        return context.journal().interrupted()
                && context.journal().noted(WRITTEN).filter(digest(now)::equals).isPresent();
    }

    static void write(StepContext context, Path file, byte[] content) {
        context.journal().note(WRITTEN, digest(content));
        context.workDir().write(file, content);
    }

    static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
