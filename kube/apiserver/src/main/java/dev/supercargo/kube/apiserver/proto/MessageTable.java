package dev.supercargo.kube.apiserver.proto;

import dev.supercargo.meta.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the fields of the known messages are. Read once from `messages.json`.
///
/// A type there is `string`, `bool`, `int`, `double`, `bytes`, one of the well-known ones (`time`,
/// `quantity`, …), or the name of a message; `[]` before it means a list, `{}` a map with text keys. A field
/// without a name lends its members to the message around it.
final class MessageTable {
    private static final MessageTable BUNDLED = read();

    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, Map<Integer, Field>> messages = new HashMap<>();

    /// One field.
    ///
    /// @param optional whether a zero value, when present, means something
    record Field(String name, String type, boolean optional) {}

    private MessageTable(Map<String, Object> file) {
        Json.object(file, "kinds").forEach((kind, message) -> kinds.put(kind, String.valueOf(message)));
        Json.object(file, "messages").forEach((message, fields) -> {
            var byNumber = new HashMap<Integer, Field>();
            Json.asObject(fields).forEach((number, field) -> {
                List<Object> parts = Json.asList(field);
                byNumber.put(
                        Integer.valueOf(number),
                        new Field(String.valueOf(parts.get(0)), String.valueOf(parts.get(1)), parts.size() > 2));
            });
            messages.put(message, byNumber);
        });
    }

    /// The message of a kind; `DeleteOptions` may come with the version of any group.
    static Optional<String> messageOf(String apiVersion, String kind) {
        return kind.equals("DeleteOptions")
                ? Optional.of("meta.DeleteOptions")
                : Optional.ofNullable(BUNDLED.kinds.get(apiVersion + "/" + kind));
    }

    /// The fields of a message by number.
    static Map<Integer, Field> fieldsOf(String message) {
        Map<Integer, Field> fields = BUNDLED.messages.get(message);
        if (fields == null) {
            throw new IllegalStateException("messages.json does not describe " + message);
        }
        return fields;
    }

    private static MessageTable read() {
        try (InputStream in = MessageTable.class.getResourceAsStream("messages.json")) {
            if (in == null) {
                throw new IllegalStateException("messages.json is missing from the class path");
            }
            return new MessageTable(Json.parseObject(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
