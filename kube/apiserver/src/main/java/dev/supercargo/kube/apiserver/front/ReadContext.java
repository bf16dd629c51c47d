package dev.supercargo.kube.apiserver.front;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection whose incoming bytes somebody else sees, too, before they are read.
record ReadContext(ConnectionContext other, DataReader dataReader) implements ConnectionContext {
    static ReadContext of(ConnectionContext other, Consumer<byte[]> seen) {
        return new ReadContext(other, DataReader.create(() -> next(other.dataReader(), seen)));
    }

    private static byte @Nullable [] next(DataReader from, Consumer<byte[]> seen) {
        try {
            from.ensureAvailable();
        } catch (DataReader.InsufficientDataAvailableException _) {
            return null; // the end, for a reader
        }
        byte[] bytes = from.readBytes(from.available());
        seen.accept(bytes);
        return bytes;
    }

    @Override
    public ListenerContext listenerContext() {
        return other.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return other.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return other.dataWriter();
    }

    @Override
    public Router router() {
        return other.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return other.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return other.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return other.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return other.localPeer();
    }

    @Override
    public boolean isSecure() {
        return other.isSecure();
    }

    @Override
    public String socketId() {
        return other.socketId();
    }

    @Override
    public String childSocketId() {
        return other.childSocketId();
    }
}
