package dev.supercargo.kube.apiserver.front;

import dev.supercargo.kube.apiserver.ApiResponse;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The open connections and the streams that each carries: when a client is gone, its streams end at once, not when
/// next something is to be sent. A connection that carries a stream is never idle.
final class Connections {
    /// How many numbers of streams are remembered that were given up before anything was known of them.
    private static final int MOST_GIVEN_UP = 1_000;

    private final Map<String, Carrier> open = new ConcurrentHashMap<>();

    /// A selector of connections over HTTP/1.1, which are known here.
    ServerConnectionSelector knowing(ServerConnectionSelector other) {
        return new Knowing(other, false);
    }

    /// A selector of connections over HTTP/2, which are known here, and so are the streams that clients give up.
    ServerConnectionSelector knowingFrames(ServerConnectionSelector other) {
        return new Knowing(other, true);
    }

    /// Notes that a connection carries a stream, until what is returned is run. `number`: that of the stream (HTTP/2).
    /// `alone`: nothing else will use the connection (HTTP/1.1), so that what its client does may be read here.
    Runnable carry(String connection, int number, ApiResponse.Chunks stream, boolean alone) {
        Carrier carrier = open.get(connection);
        if (carrier == null) {
            stream.close(); // gone already
            return () -> {};
        }
        carrier.streams.put(number, stream);
        if (alone) {
            Thread.ofVirtual().name("client-reader").start(() -> carrier.awaitEnd(stream));
        }
        if (carrier.over || carrier.givenUp.remove(number)) {
            stream.close();
        }
        return () -> carrier.streams.remove(number, stream);
    }

    private final class Knowing implements ServerConnectionSelector {
        private final ServerConnectionSelector other;
        private final boolean frames;

        Knowing(ServerConnectionSelector other, boolean frames) {
            this.other = other;
            this.frames = frames;
        }

        @Override
        public int bytesToIdentifyConnection() {
            return other.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            return other.supports(data);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return other.supportedApplicationProtocols();
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            var carrier = new Carrier(context);
            ConnectionContext read = frames ? ReadContext.of(context, new ResetFrames(carrier::giveUp)::seen) : context;
            carrier.other = other.connection(read);
            open.put(context.childSocketId(), carrier);
            return carrier;
        }
    }

    private final class Carrier implements ServerConnection {
        private final ConnectionContext context;
        private final Map<Integer, ApiResponse.Chunks> streams = new ConcurrentHashMap<>();
        private final Set<Integer> givenUp = ConcurrentHashMap.newKeySet();
        private @Nullable ServerConnection other;
        private volatile boolean over;

        Carrier(ConnectionContext context) {
            this.context = context;
        }

        private ServerConnection other() {
            return Objects.requireNonNull(other);
        }

        /// The client wants no more of a stream, which may not be known yet.
        private void giveUp(int number) {
            if (givenUp.size() > MOST_GIVEN_UP) {
                givenUp.clear(); // requests that were no streams, or over already
            }
            givenUp.add(number);
            ApiResponse.Chunks stream = streams.get(number);
            if (stream != null) {
                givenUp.remove(number);
                stream.close();
            }
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                other().handle(limit);
            } finally {
                over = true;
                open.remove(context.childSocketId(), this);
                streams.values().forEach(ApiResponse.Chunks::close);
            }
        }

        /// Waits for the client to say anything: on a stream there is nothing to say but that it is over.
        private void awaitEnd(ApiResponse.Chunks stream) {
            try {
                context.dataReader().ensureAvailable();
            } catch (DataReader.InsufficientDataAvailableException
                    | ServerConnectionException
                    | UncheckedIOException
                    | IllegalStateException _) {
                stream.close();
            }
        }

        @Override
        public Duration idleTime() {
            return streams.isEmpty() ? other().idleTime() : Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            other().close(interrupt);
        }
    }
}
