package dev.supercargo.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One connection over TLS that says HTTP/1.1 with as little work as possible, so that what is measured is the server.
final class PlainClient implements Closeable {
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    PlainClient(SSLContext tls, int port) throws IOException {
        socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.startHandshake(); // whoever measures requests does not mean to measure this
        in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
        out = socket.getOutputStream();
    }

    /// What was answered.
    record Answer(int status, byte[] body) {}

    Answer send(String method, String path, byte[] body) throws IOException {
        ask(method, path, body);
        Head head = head();
        return new Answer(head.status(), head.chunked() ? chunks() : in.readNBytes(head.length()));
    }

    private void ask(String method, String path, byte[] body) throws IOException {
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
                        + "User-Agent: bench/1\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole);
        out.flush();
    }

    private record Head(int status, int length, boolean chunked) {}

    private Head head() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        return new Head(status, length, chunked);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private byte[] chunk() throws IOException {
        int length = Integer.parseInt(line().strip(), 16);
        byte[] chunk = in.readNBytes(length);
        line();
        return chunk;
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            all.write(chunk);
        }
        return all.toByteArray();
    }

    /// Begins a watch.
    void watch(String path) throws IOException {
        ask("GET", path, new byte[0]);
        Head head = head();
        if (head.status() != 200 || !head.chunked()) {
            throw new IOException("no watch, but " + head.status());
        }
    }

    /// The next bytes of the watch, empty at its end.
    byte[] next() throws IOException {
        return chunk();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
