package dev.supercargo.analysis.web;

import dev.supercargo.analysis.Provider;
import dev.supercargo.analysis.Verdict;
import dev.supercargo.analysis.path.JsonPath;
import dev.supercargo.analysis.path.JsonPathException;
import dev.supercargo.decisions.analysis.Measurement;
import dev.supercargo.decisions.analysis.MetricSpec;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a web address and judges what it answers (verification.md 5.2).
public final class WebProvider implements Provider {
    private final WebClient client;
    private final OAuthTokens tokens;
    private final InstantSource clock;

    /// @param linkLocal whether link-local addresses may be asked
    public WebProvider(boolean linkLocal, InstantSource clock) {
        this.client = new WebClient(linkLocal);
        this.tokens = new OAuthTokens(client, clock);
        this.clock = clock;
    }

    /// What was seen: the value, and its text.
    private record Sight(@Nullable Object result, String value) {}

    @Override
    public Measurement measure(MetricSpec metric, Map<String, Object> settings) throws InterruptedException {
        Instant started = clock.instant();
        try {
            WebRequest request = WebRequest.of(settings);
            Optional<String> token = tokens.token(Json.object(settings, "authentication", "oauth2"));
            WebClient.Answer answer =
                    client.send(token.map(value -> request.withHeader("Authorization", "Bearer " + value))
                            .orElse(request));
            if (answer.status() / 100 != 2) {
                return Measurement.error(
                        "received non 2xx response code: " + answer.status(), started, clock.instant());
            }
            Sight sight = sight(answer.body(), Json.text(settings, "jsonPath").orElse(""));
            Instant finished = clock.instant();
            Verdict verdict = Verdict.of(metric, sight.result(), finished);
            return Measurement.finished(verdict.phase(), verdict.message(), sight.value(), started, finished);
        } catch (IOException | IllegalArgumentException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Measurement.error(why, started, clock.instant());
        }
    }

    /// A body that is no JSON is its own text, and the path does not matter.
    private static Sight sight(String body, String path) throws IOException {
        Object document;
        try {
            document = Json.parse(body);
        } catch (JsonException _) {
            return new Sight(body, body);
        }
        try {
            return JsonPath.parse(path.isEmpty() ? "{$}" : path)
                    .first(document)
                    .map(found -> new Sight(found.value(), Json.print(found.value())))
                    .orElseThrow(() -> new IOException("result of web metric produced no value"));
        } catch (JsonPathException e) {
            throw new IOException("Could not find JSONPath in body: " + e.getMessage(), e);
        }
    }
}
