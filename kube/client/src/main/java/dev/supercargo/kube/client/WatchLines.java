package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.JsonException;
import dev.supercargo.meta.WorldException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The lines of one answer that comes bit by bit. They are handed on by the thread that brings them.
final class WatchLines implements AutoCloseable {
    private final Consumer<byte[]> sink;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private volatile boolean closed;
    /// Whether what comes is not lines, but the words of a refusal.
    private volatile boolean refused;
    private volatile @Nullable AsyncBody body;
    private volatile @Nullable RuntimeException failure;

    WatchLines(Consumer<byte[]> sink) {
        this.sink = sink;
    }

    /// Reads until the answer ends, or nothing is to be expected any more.
    ///
    /// @throws WorldException when the API refuses, or cannot be reached
    void read(ApiCalls calls, String target, Duration longest) throws InterruptedException {
        try {
            HttpResponse<AsyncBody> response =
                    calls.open(target, this::arrived).get(longest.toSeconds(), TimeUnit.SECONDS);
            AsyncBody answer = response.body();
            body = answer;
            refused = response.code() >= 400;
            if (closed) {
                answer.cancel();
                return;
            }
            answer.consume();
            answer.done().get(longest.toSeconds(), TimeUnit.SECONDS);
            if (refused) {
                throw new WorldException(ApiCalls.refusal("GET", target, response.code(), begun.toByteArray()));
            }
        } catch (TimeoutException | CancellationException _) {
            close(); // silent for too long, or closed: begin again
        } catch (ExecutionException e) {
            RuntimeException ours = failure;
            if (ours != null) {
                throw ours;
            }
            if (!closed) {
                throw new WorldException(new Failure.Transient("the watch broke off: " + ApiCalls.cause(e)), e);
            }
        }
    }

    private void arrived(List<ByteBuffer> buffers, AsyncBody from) {
        try {
            buffers.forEach(this::split);
        } catch (RuntimeException e) {
            failure = e instanceof JsonException
                    ? new WorldException(new Failure.Transient("the watch said what is no JSON: " + e.getMessage()), e)
                    : e;
            throw e;
        }
        from.consume();
    }

    private void split(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && !refused) {
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
        AsyncBody open = body;
        if (open != null) {
            open.cancel();
        }
    }
}
