package dev.supercargo.kube.apiserver.front;

import dev.supercargo.kube.apiserver.ApiResponse;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A watch as a WebSocket (RFC 6455): one text frame for each event. The connection's thread carries events, a second
/// one reads: it answers pings, and ends the watch when the client closes or is gone.
final class WatchSocket implements ServerConnection {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int NORMAL = 1000;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;

    /// A client has nothing to say on a watch; more than this is not read.
    private static final long MOST_BYTES = 64 * 1024;

    private final ConnectionContext context;
    private final ApiResponse.Chunks chunks;
    private final String accept;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closeSent;

    WatchSocket(ConnectionContext context, ApiResponse.Chunks chunks, String accept) {
        this.context = context;
        this.chunks = chunks;
        this.accept = accept;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        Thread reader = Thread.ofVirtual().name("watch-socket-reader").unstarted(this::read);
        try (chunks) {
            write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            reader.start();
            for (Optional<byte[]> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
                lines(chunk.get());
            }
            close(NORMAL);
        } catch (UncheckedIOException _) {
            // the client is gone
        }
    }

    private void lines(byte[] chunk) {
        int from = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                frame(TEXT, chunk, from, i - from);
                from = i + 1;
            }
        }
    }

    private void frame(int type, byte[] payload, int from, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length + 10).put((byte) (LAST | type));
        if (length < 126) {
            frame.put((byte) length);
        } else if (length < 65_536) {
            frame.put((byte) 126).putShort((short) length);
        } else {
            frame.put((byte) 127).putLong(length);
        }
        frame.put(payload, from, length).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        write(bytes);
    }

    private void write(byte[] bytes) {
        writing.lock();
        try {
            if (!closeSent) {
                context.dataWriter().writeNow(BufferData.create(bytes));
            }
        } finally {
            writing.unlock();
        }
    }

    private void close(int code) {
        frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array(), 0, 2);
        closeSent = true;
    }

    // ---- the reading thread

    private void read() {
        DataReader in = context.dataReader();
        try (chunks) {
            boolean open = true;
            while (open) {
                open = readFrame(in);
            }
        } catch (DataReader.InsufficientDataAvailableException
                | ServerConnectionException
                | UncheckedIOException
                | IllegalStateException _) {
            // the client is gone, or the connection is over
        }
    }

    /// Reads one frame; false when it was the last one.
    private boolean readFrame(DataReader in) {
        int type = in.read() & 0x0F;
        int second = in.read() & 0xFF;
        long length = second & 0x7F;
        if (length >= 126) {
            int bytes = length == 126 ? 2 : 8;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (in.read() & 0xFF);
            }
        }
        if (length < 0 || length > MOST_BYTES) {
            return false;
        }
        byte[] mask = (second & MASKED) != 0 ? bytes(in, 4) : new byte[4];
        byte[] payload = bytes(in, (int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return switch (type) {
            case CONTINUATION, TEXT, 2, PONG -> true; // nothing that a watch listens to
            case PING -> {
                frame(PONG, payload, 0, payload.length);
                yield true;
            }
            default -> false;
        };
    }

    private static byte[] bytes(DataReader in, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = in.read();
        }
        return bytes;
    }

    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        chunks.close();
    }
}
