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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The open connections and the streams that each carries: when a client is gone, its streams end at once, not when
/// next something is to be sent. A connection that carries a stream is never idle.
final class Connections {
    private final Map<String, Carrier> open = new ConcurrentHashMap<>();

    /// A selector whose connections are known here.
    ServerConnectionSelector knowing(ServerConnectionSelector other) {
        return new Knowing(other);
    }

    /// Notes that a connection carries a stream, until what is returned is run. `alone`: nothing else will use the
    /// connection (HTTP/1.1), so that what its client does may be read here.
    Runnable carry(String connection, ApiResponse.Chunks stream, boolean alone) {
        Carrier carrier = open.get(connection);
        if (carrier == null) {
            stream.close(); // gone already
            return () -> {};
        }
        carrier.streams.add(stream);
        if (alone) {
            Thread.ofVirtual().name("client-reader").start(() -> carrier.awaitEnd(stream));
        }
        if (carrier.over) {
            stream.close();
        }
        return () -> carrier.streams.remove(stream);
    }

    private final class Knowing implements ServerConnectionSelector {
        private final ServerConnectionSelector other;

        Knowing(ServerConnectionSelector other) {
            this.other = other;
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
            var carrier = new Carrier(context, other.connection(context));
            open.put(context.childSocketId(), carrier);
            return carrier;
        }
    }

    private final class Carrier implements ServerConnection {
        private final ConnectionContext context;
        private final ServerConnection other;
        private final Set<ApiResponse.Chunks> streams = ConcurrentHashMap.newKeySet();
        private volatile boolean over;

        Carrier(ConnectionContext context, ServerConnection other) {
            this.context = context;
            this.other = other;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                other.handle(limit);
            } finally {
                over = true;
                open.remove(context.childSocketId(), this);
                streams.forEach(ApiResponse.Chunks::close);
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
            return streams.isEmpty() ? other.idleTime() : Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            other.close(interrupt);
        }
    }
}
