package dev.supercargo.kube.apiserver.request;

import dev.supercargo.kube.apiserver.ApiError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request.
public final class Query {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /// Reads the part of a URL after `?`.
    public Query(String encoded) {
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("invalid URL escape in the query: " + e.getMessage());
        }
    }

    /// All parameters with their values, in order.
    public Map<String, List<String>> values() {
        return values;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// The first value, empty where there is none.
    public String text(String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// Whether a switch is on: given, and not `false` or `0`.
    public boolean flag(String name) {
        return has(name) && !text(name).equals("false") && !text(name).equals("0");
    }

    /// A switch that may be absent.
    public Optional<Boolean> optionalFlag(String name) {
        return has(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    /// A whole number, or empty where it is not given.
    ///
    /// @throws ApiError 400 when the value is none
    public Optional<Long> number(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw ApiError.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
