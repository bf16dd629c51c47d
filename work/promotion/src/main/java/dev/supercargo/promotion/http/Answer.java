package dev.supercargo.promotion.http;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a server answered, its body read and decoded.
/// Names of headers are canonical: `X-Request-Id`.
final class Answer {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body, boolean unpacked) {
        this.status = status;
        var canonical = new LinkedHashMap<String, List<String>>();
        headers.map().forEach((name, values) -> {
            String written = canonical(name);
            boolean gone = unpacked && (written.equals("Content-Encoding") || written.equals("Content-Length"));
            if (!gone && !name.startsWith(":")) {
                canonical.computeIfAbsent(written, _ -> new ArrayList<>()).addAll(values);
            }
        });
        this.headers = canonical;
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }

    /// The first value of a header, whatever the case of its name; empty where it is absent.
    String header(String name) {
        List<String> values = headers.getOrDefault(canonical(name), List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /// Capitals at the beginning and after each dash.
    private static String canonical(String name) {
        var out = new StringBuilder(name.toLowerCase(Locale.ROOT));
        boolean first = true;
        for (int i = 0; i < out.length(); i++) {
            if (first) {
                out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
            }
            first = out.charAt(i) == '-';
        }
        return out.toString();
    }
}
