package dev.supercargo.kube.apiserver.front;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/// A body that is sent chunk by chunk, its headers at once: a plain output stream would hold them back until the first
/// event, and clients wait for them.
public final class ChunkSink implements Sink<byte[]> {
    static final GenericType<ChunkSink> TYPE = GenericType.create(ChunkSink.class);

    private final OutputStream out;

    private ChunkSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public ChunkSink emit(byte[] chunk) {
        try {
            out.write(chunk);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes the sinks; the web server finds it as a service.
    public static final class Provider implements SinkProvider<byte[]> {
        @Override
        public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
            return type.equals(TYPE);
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
        }) // the one type that is supported; not our signature
        public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
            var sink = new ChunkSink(context.serverResponse().outputStream());
            context.flushHeaders();
            return (X) sink;
        }

        @Override
        @SuppressWarnings({"removal", "TypeParameterUnusedInFormals"}) // the interface demands it as long as it has it
        public <X extends Sink<byte[]>> X create(
                ServerResponse response, BiConsumer<Object, MediaType> consumer, Runnable close) {
            throw new IllegalStateException("sinks are made with their context");
        }
    }
}
