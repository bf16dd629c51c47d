package dev.supercargo.golden;

import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The run of one case: its variables and open watches.
final class Replay {
    private final Exchange exchange;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, GoldenWatch> watches = new LinkedHashMap<>();

    Replay(Exchange exchange, Random random) {
        this.exchange = exchange;
        var name = new StringBuilder("t-");
        random.ints(6, 'a', 'z' + 1).forEach(name::appendCodePoint);
        variables.put("ns", name.toString());
    }

    void given(Map<String, Object> given) throws InterruptedException {
        Answer answer =
                post(Json.text(given, "path").orElseThrow(), java.util.Objects.requireNonNull(given.get("body")));
        if (answer.status() != 201) {
            throw new IllegalStateException("given was answered with " + answer.status() + ": " + answer.text());
        }
        save(given, answer);
    }

    Answer post(String path, Object body) throws InterruptedException {
        return send("POST", path, Map.of(), Json.print(filled(body)).getBytes(StandardCharsets.UTF_8), null);
    }

    Answer get(String path) throws InterruptedException {
        return send("GET", path, Map.of(), new byte[0], null);
    }

    void delete(String path) throws InterruptedException {
        send("DELETE", path, Map.of(), new byte[0], null);
    }

    Optional<String> step(Map<String, Object> step) throws InterruptedException {
        if (step.containsKey("sleep")) {
            double seconds = ((Number) step.getOrDefault("sleep", 0)).doubleValue();
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
            return Optional.empty();
        }
        if (step.containsKey("open")) {
            return open(step);
        }
        if (step.containsKey("events")) {
            GoldenWatch watch = watches.get(Json.text(step, "events").orElse(""));
            return watch == null
                    ? Optional.of("no such watch")
                    : watch.compare(Json.asObject(filled(step.get("expect"))));
        }
        double within = step.get("within") instanceof Number n ? n.doubleValue() : 0;
        long deadline = System.nanoTime() + (long) (within * 1e9);
        while (true) {
            Optional<String> difference = attempt(step);
            if (difference.isEmpty() || System.nanoTime() >= deadline) {
                return difference;
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Optional<String> attempt(Map<String, Object> step) throws InterruptedException {
        Answer answer = send(
                Json.text(step, "method").orElse("GET"),
                Json.text(step, "path").orElseThrow(),
                Json.object(step, "headers"),
                body(step),
                step.get("as"));
        save(step, answer);
        Optional<String> first = Expectation.difference(Json.asObject(filled(step.get("expect"))), answer);
        boolean asGood = Json.list(step, "alternatives").stream()
                .anyMatch(other -> Expectation.difference(Json.asObject(filled(other)), answer)
                        .isEmpty());
        return asGood ? Optional.empty() : first;
    }

    private Optional<String> open(Map<String, Object> step) throws InterruptedException {
        Map<String, Object> headers = headers(step);
        Asked asked = asked("GET", Json.text(step, "path").orElseThrow(), headers, new byte[0], step.get("as"));
        try {
            ApiResponse.Chunks chunks = headers.containsKey("Upgrade") ? exchange.socket(asked) : exchange.open(asked);
            watches.put(Json.text(step, "open").orElse(""), new GoldenWatch(chunks));
            return Optional.empty();
        } catch (Exchange.NoStream e) {
            return Optional.of("no stream but " + e.getMessage());
        }
    }

    private static Map<String, Object> headers(Map<String, Object> step) {
        return Json.object(step, "headers");
    }

    private byte[] body(Map<String, Object> step) {
        if (step.containsKey("body")) {
            return Json.print(filled(step.get("body"))).getBytes(StandardCharsets.UTF_8);
        }
        if (step.get("bodyText") instanceof String text) {
            return filledText(text).getBytes(StandardCharsets.UTF_8);
        }
        if (step.get("bodyBase64") instanceof String text) {
            return Base64.getDecoder().decode(text);
        }
        if (step.containsKey("fill")) {
            Map<String, Object> fill = Json.object(step, "fill");
            int times = ((Number) fill.getOrDefault("times", 0L)).intValue();
            return filledText(Json.text(fill, "prefix").orElse("")
                            + Json.text(fill, "unit").orElse("").repeat(times)
                            + Json.text(fill, "suffix").orElse(""))
                    .getBytes(StandardCharsets.UTF_8);
        }
        return new byte[0];
    }

    private Answer send(String method, String path, Map<String, Object> headers, byte[] body, @Nullable Object as)
            throws InterruptedException {
        return exchange.send(asked(method, path, headers, body, as));
    }

    private Asked asked(String method, String path, Map<String, Object> wanted, byte[] body, @Nullable Object as) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", List.of("replay/1.0"));
        headers.put("Accept", List.of("application/json"));
        if (body.length > 0) {
            headers.put("Content-Type", List.of("application/json"));
        }
        wanted.forEach((name, value) -> {
            switch (value) {
                case null -> headers.remove(name);
                case List<?> list ->
                    headers.put(
                            name,
                            list.stream()
                                    .map(v -> filledText(String.valueOf(v)))
                                    .toList());
                default -> headers.put(name, List.of(filledText(String.valueOf(value))));
            }
        });
        Asked.Caller caller = switch (as) {
            case Map<?, ?> token -> {
                headers.put("Authorization", List.of("Bearer " + filledText(String.valueOf(token.get("token")))));
                yield Asked.Caller.NOBODY;
            }
            case String _ -> Asked.Caller.NOBODY;
            case null, default -> Asked.Caller.ADMINISTRATOR;
        };
        return new Asked(method, filledText(path), headers, body, caller);
    }

    private void save(Map<String, Object> step, Answer answer) {
        Json.object(step, "save").forEach((variable, from) -> {
            String pointer = String.valueOf(from);
            if (pointer.startsWith("/")) {
                Object here = answer.body();
                for (String key : pointer.substring(1).split("/", -1)) {
                    here = switch (here) {
                        case List<?> list
                        when key.matches("\\d+") && Integer.parseInt(key) < list.size() ->
                            list.get(Integer.parseInt(key));
                        case Map<?, ?> map -> map.get(key.replace("~1", "/").replace("~0", "~"));
                        case null, default -> null;
                    };
                }
                if (here != null) {
                    variables.put(variable, here instanceof String text ? text : Json.print(here));
                }
            } else {
                answer.headers().forEach((name, values) -> {
                    if (name.equalsIgnoreCase(pointer)) {
                        variables.put(variable, values.getFirst());
                    }
                });
            }
        });
    }

    private @Nullable Object filled(@Nullable Object tree) {
        return switch (tree) {
            case String text -> filledText(text);
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> Json.putNullable(copy, filledText(String.valueOf(key)), filled(value)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(filled(item)));
                yield copy;
            }
            case null, default -> tree;
        };
    }

    private String filledText(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    void close() {
        watches.values().forEach(GoldenWatch::close);
    }
}
