package dev.supercargo.git;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that sends everybody elsewhere.
final class Redirecting implements AutoCloseable {
    private final HttpServer server;

    Redirecting(String target, AtomicInteger seen) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.incrementAndGet();
            String path = exchange.getRequestURI().toString();
            String rest = path.substring(path.indexOf(".git") + ".git".length());
            exchange.getResponseHeaders().set("Location", target + rest);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
