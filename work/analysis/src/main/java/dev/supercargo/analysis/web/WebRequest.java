package dev.supercargo.analysis.web;

import dev.supercargo.meta.Json;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What to ask, read from a metric's settings.
///
/// @param limit how long the whole exchange may take
record WebRequest(
        URI url, String method, Map<String, String> headers, Optional<String> body, Duration limit, boolean insecure) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    /// @throws IllegalArgumentException saying what is wrong with the settings
    static WebRequest of(Map<String, Object> settings) {
        String method =
                Json.text(settings, "method").filter(text -> !text.isEmpty()).orElse("GET");
        Optional<String> text = Json.text(settings, "body").filter(body -> !body.isEmpty());
        Optional<String> json = Json.at(settings, "jsonBody").map(Json::print);
        if (text.isPresent() && json.isPresent()) {
            throw new IllegalArgumentException("use either Body or JSONBody; both cannot exists for WebMetric payload");
        }
        Optional<String> body = text.or(() -> json);
        if (body.isPresent() && !WITH_BODY.contains(method)) {
            throw new IllegalArgumentException(
                    "Body/JSONBody can only be used with POST or PUT WebMetric Method types");
        }
        var headers = new LinkedHashMap<String, String>();
        for (Object header : Json.list(settings, "headers")) {
            headers.put(
                    Json.text(header, "key").orElse(""),
                    Json.text(header, "value").orElse(""));
        }
        if (json.isPresent()) {
            headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
            headers.put("Content-Type", "application/json");
        }
        headers.keySet().removeIf(name -> name.isEmpty() || name.equalsIgnoreCase("Host"));
        long seconds = Json.at(settings, "timeoutSeconds").orElse(0L) instanceof Number number ? number.longValue() : 0;
        return new WebRequest(
                URI.create(Json.text(settings, "url").orElse("")),
                method,
                headers,
                body,
                seconds <= 0 ? USUAL_LIMIT : Duration.ofSeconds(seconds),
                Json.at(settings, "insecure").filter(Boolean.TRUE::equals).isPresent());
    }

    WebRequest withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebRequest(url, method, more, body, limit, insecure);
    }

    /// The request that follows a redirection: credentials do not go to another host.
    WebRequest redirected(URI target, int status) {
        var kept = new LinkedHashMap<>(headers);
        if (!String.valueOf(target.getHost()).equalsIgnoreCase(url.getHost())) {
            kept.keySet().removeIf(name -> name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("Cookie"));
        }
        boolean asGet = status == 303 || (status < 303 && !method.equals("GET") && !method.equals("HEAD"));
        return new WebRequest(target, asGet ? "GET" : method, kept, asGet ? Optional.empty() : body, limit, insecure);
    }
}
