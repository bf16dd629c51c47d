package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.WorldException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The lines of one answer that comes bit by bit. They are handed on by the thread that brings them.
final class WatchLines implements AutoCloseable {
    private final Consumer<byte[]> sink;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private volatile boolean closed;
    private volatile Transport.@Nullable Streamed answer;

    WatchLines(Consumer<byte[]> sink) {
        this.sink = sink;
    }

    /// Reads until the answer ends, or nothing is to be expected any more.
    ///
    /// @throws WorldException when the API refuses, or cannot be reached
    void read(ApiCalls calls, String target, Duration longest) throws InterruptedException {
        Transport.Streamed opened = calls.open(target, longest);
        answer = opened;
        try (opened) {
            if (closed) {
                return;
            }
            if (opened.status() < 400) {
                opened.read(this::split);
            } else {
                opened.read(begun::writeBytes);
                throw new WorldException(ApiCalls.refusal("GET", target, opened.status(), begun.toByteArray()));
            }
        } catch (JsonException e) {
            throw new WorldException(new Failure.Transient("the watch said what is no JSON: " + e.getMessage()), e);
        } catch (WorldException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void split(byte[] bytes) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, start, i - start);
                start = i + 1;
                if (begun.size() > 0 && !closed) {
                    byte[] line = begun.toByteArray();
                    begun.reset();
                    sink.accept(line);
                }
            }
        }
        begun.write(bytes, start, bytes.length - start);
    }

    @Override
    public void close() {
        closed = true;
        Transport.Streamed open = answer;
        if (open != null) {
            open.close();
        }
    }
}
