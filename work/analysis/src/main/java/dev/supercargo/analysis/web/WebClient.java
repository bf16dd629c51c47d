package dev.supercargo.analysis.web;

import dev.supercargo.web.LinkLocal;
import dev.supercargo.web.Unverified;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends requests: at most ten redirections, at most 10 MiB of body, within the request's time; addresses that only the
/// machine itself can reach (metadata services of clouds) are refused.
final class WebClient {
    private static final int REDIRECTIONS = 10;
    private static final int LONGEST_BODY = 10 * 1024 * 1024;

    private final boolean linkLocal;
    private final HttpClient careful = HttpClient.newBuilder().build();
    private final HttpClient careless =
            HttpClient.newBuilder().sslContext(Unverified.tls()).build();

    /// @param linkLocal whether link-local addresses may be asked
    WebClient(boolean linkLocal) {
        this.linkLocal = linkLocal;
    }

    /// What came back.
    record Answer(int status, String body) {}

    Answer send(WebRequest request) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> answer = threads.submit(() -> follow(request));
            try {
                return answer.get(request.limit().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                threads.shutdownNow();
                throw new IOException(
                        "no answer from " + host(request.url()) + " within "
                                + request.limit().toSeconds() + " s",
                        e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause
                        ? cause
                        : new IOException(String.valueOf(e.getCause()), e);
            }
        }
    }

    private Answer follow(WebRequest first) throws IOException, InterruptedException {
        WebRequest request = first;
        for (int i = 0; i <= REDIRECTIONS; i++) {
            refuseLinkLocal(request.url());
            HttpClient client = request.insecure() ? careless : careful;
            HttpResponse<InputStream> response =
                    client.send(message(request), HttpResponse.BodyHandlers.ofInputStream());
            var location = response.headers().firstValue("Location");
            boolean moved = response.statusCode() / 100 == 3 && location.isPresent();
            try (InputStream body = response.body()) {
                if (!moved) {
                    return new Answer(response.statusCode(), read(body, request.url()));
                }
            }
            request = request.redirected(request.url().resolve(location.get()), response.statusCode());
        }
        throw new IOException("stopped after " + REDIRECTIONS + " redirects");
    }

    private static HttpRequest message(WebRequest request) {
        var publisher =
                request.body().map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody);
        var builder = HttpRequest.newBuilder(request.url()).method(request.method(), publisher);
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static String read(InputStream body, URI url) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new IOException("the answer of " + host(url) + " is longer than 10 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void refuseLinkLocal(URI url) throws IOException {
        if (linkLocal || url.getHost() == null) {
            return;
        }
        if (LinkLocal.includes(url.getHost())) {
            throw new IOException("the address of " + host(url)
                    + " is link-local; set ANALYSIS_ALLOW_METADATA_ADDRESSES=true to ask it");
        }
    }

    private static String host(URI url) {
        return String.valueOf(url.getHost());
    }
}
