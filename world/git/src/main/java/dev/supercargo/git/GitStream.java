package dev.supercargo.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The output of a running git call as fields that end with NUL. Closing it ends the call.
final class GitStream implements AutoCloseable {
    private final Process process;
    private final InputStream output;

    GitStream(Process process) throws IOException {
        this.process = process;
        this.output = new BufferedInputStream(process.getInputStream(), 1 << 16);
        process.getOutputStream().close();
        Thread.ofVirtual().start(() -> discard(process.getErrorStream()));
    }

    /// The next field, or empty at the end.
    Optional<String> next() {
        var field = new ByteArrayOutputStream();
        try {
            int b = output.read();
            if (b < 0) {
                return Optional.empty();
            }
            while (b > 0) {
                field.write(b);
                b = output.read();
            }
        } catch (IOException _) {
            return Optional.empty(); // it was closed
        }
        return Optional.of(field.toString(StandardCharsets.UTF_8));
    }

    /// The exit status, once the output has ended (so that there is nothing to wait for).
    int status() {
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        GitCommand.destroy(process);
    }

    private static void discard(InputStream stream) {
        try (stream) {
            stream.skipNBytes(Long.MAX_VALUE);
        } catch (IOException _) {
            return; // its end, or the process was stopped
        }
    }
}
