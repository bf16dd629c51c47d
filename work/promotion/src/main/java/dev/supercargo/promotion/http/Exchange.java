package dev.supercargo.promotion.http;

import dev.supercargo.promotion.http.Request.Header;
import dev.supercargo.web.LinkLocal;
import dev.supercargo.web.Unverified;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// Sends a request and reads the answer: follows redirects, never connects to link-local addresses (where clouds keep
/// the credentials of machines), and gives up when its time is over.
final class Exchange {
    /// The largest body that is read, in bytes.
    static final int MAX_BODY = 2 * 1024 * 1024;

    private static final int MAX_REQUESTS = 10;
    /// The client sets these itself and refuses them from others.
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final Proxies proxies;

    Exchange(Proxies proxies) {
        this.proxies = proxies;
    }

    /// The answer is too large.
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message);
        }
    }

    /// The answer to a request, after redirects.
    ///
    /// @throws TooLarge where the body is larger than [#MAX_BODY]
    /// @throws IOException where nothing, or nothing sensible, came back in time
    Answer send(Request request) throws IOException, InterruptedException {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> answer = tasks.submit(() -> follow(request));
            try {
                return answer.get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new IOException("no answer within " + request.timeout().toMillis() + " ms", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TooLarge large) {
                    throw large;
                }
                throw new IOException(String.valueOf(e.getCause()), e.getCause());
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            }
        }
    }

    private Answer follow(Request first) throws IOException, InterruptedException {
        Request request = first;
        for (int sent = 1; ; sent++) {
            Optional<URI> proxy = proxies.of(request.address().uri(), request.proxy());
            refuseLinkLocal(proxy.orElse(request.address().uri()));
            HttpClient client = client(request, proxy);
            try {
                HttpResponse<InputStream> response = client.send(rendered(request), BodyHandlers.ofInputStream());
                Optional<String> location = redirect(response);
                if (location.isEmpty()) {
                    return read(response, request);
                }
                response.body().close();
                if (sent == MAX_REQUESTS) {
                    throw new IOException("stopped after 10 redirects");
                }
                request = request.redirected(
                        response.statusCode(), request.address().redirected(location.get()));
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static Optional<String> redirect(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
            default -> Optional.empty();
        };
    }

    private static void refuseLinkLocal(URI uri) throws IOException {
        String host = uri.getHost();
        if (host == null) {
            throw new IOException("no host in " + uri);
        }
        if (LinkLocal.includes(host)) {
            throw new IOException("connections to link-local addresses are not allowed: " + host);
        }
    }

    private static HttpRequest rendered(Request request) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.address().uri()).version(HttpClient.Version.HTTP_1_1);
        if (request.body().isPresent()) {
            builder.method(
                    request.method(),
                    BodyPublishers.ofByteArray(request.body().get().bytes()));
        } else {
            switch (request.method()) {
                case "GET" -> builder.GET();
                case "HEAD" -> builder.HEAD();
                default -> builder.method(request.method(), BodyPublishers.noBody());
            }
        }
        for (Header header : request.headers()) {
            if (!OWN_HEADERS.contains(header.name().toLowerCase(java.util.Locale.ROOT))) {
                builder.header(header.name(), header.value());
            }
        }
        if (!request.has("User-Agent")) {
            builder.header("User-Agent", "supercargo");
        }
        if (!request.has("Accept-Encoding")) {
            builder.header("Accept-Encoding", "gzip");
        }
        request.address().userInfo().filter(_ -> !request.has("Authorization")).ifPresent(user -> {
            byte[] bytes = (user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8);
            builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        });
        return builder.build();
    }

    private static Answer read(HttpResponse<InputStream> response, Request request) throws IOException {
        boolean packed = !request.has("Accept-Encoding")
                && response.headers()
                        .firstValue("Content-Encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent();
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (!request.method().equals("HEAD") && !packed && announced > MAX_BODY) {
            response.body().close();
            throw new TooLarge("response body size " + announced + " exceeds limit of " + MAX_BODY + " bytes");
        }
        try (InputStream raw = response.body();
                InputStream in = packed && !request.method().equals("HEAD") ? new GZIPInputStream(raw) : raw) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new TooLarge("content exceeds limit of " + MAX_BODY + " bytes");
            }
            return new Answer(response.statusCode(), response.headers(), body, packed);
        }
    }

    private static HttpClient client(Request request, Optional<URI> proxy) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(request.timeout())
                .proxy(Proxies.selector(proxy));
        if (request.insecureSkipTlsVerify()) {
            builder.sslContext(Unverified.tls());
        }
        return builder.build();
    }
}
