package dev.supercargo.conformance.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a server answered, and what is expected of it. Places in the body are JSON pointers.
record Answer(String request, int status, HttpHeaders headers, String text) {
    Answer is(int expected) {
        assertThat(status).as(request + ": " + text).isEqualTo(expected);
        return this;
    }

    /// A Status with a code and reason, whose message contains a text.
    Answer refuses(int code, String reason, String message) {
        is(code).has("/kind", "Status").has("/reason", reason);
        assertThat(text("/message")).as(request + ": " + text).contains(message);
        return this;
    }

    Answer has(String pointer, @Nullable Object expected) {
        Object wanted = expected instanceof Integer number ? Long.valueOf(number) : expected;
        assertThat(at(pointer)).as(request + " " + pointer + " in " + text).isEqualTo(wanted);
        return this;
    }

    Answer lacks(String pointer) {
        assertThat(at(pointer)).as(request + " " + pointer + " in " + text).isNull();
        return this;
    }

    Answer contains(String part) {
        assertThat(text).as(request).contains(part);
        return this;
    }

    Answer header(String name, String expected) {
        assertThat(headers.allValues(name)).as(request + ": header " + name).containsExactly(expected);
        return this;
    }

    Answer warns(String part) {
        assertThat(headers.allValues("Warning")).as(request + ": warnings").anyMatch(line -> line.contains(part));
        return this;
    }

    Answer warnsNot() {
        assertThat(headers.allValues("Warning")).as(request + ": warnings").isEmpty();
        return this;
    }

    Object json() {
        try {
            return Objects.requireNonNull(Json.parse(text));
        } catch (JsonException e) {
            throw new AssertionError(request + " was answered with something else than JSON: " + text, e);
        }
    }

    @Nullable
    Object at(String pointer) {
        return at(json(), pointer);
    }

    String text(String pointer) {
        return Objects.toString(at(pointer), "");
    }

    /// The resourceVersion of what was answered, as a number.
    long revision() {
        return Long.parseLong(text("/metadata/resourceVersion"));
    }

    List<String> names() {
        return Json.list(json(), "items").stream()
                .map(item -> Json.text(item, "metadata", "name").orElse(""))
                .toList();
    }

    static @Nullable Object at(Object tree, String pointer) {
        Object here = tree;
        for (String key : pointer.substring(1).split("/", -1)) {
            String name = key.replace("~1", "/").replace("~0", "~");
            here = switch (here) {
                case Map<?, ?> map -> map.get(name);
                case List<?> list
                when name.matches("\\d+") && Integer.parseInt(name) < list.size() -> list.get(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return here;
    }
}
