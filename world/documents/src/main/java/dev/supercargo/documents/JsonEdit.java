package dev.supercargo.documents;

import dev.supercargo.meta.GoText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A JSON file after values in it were set, and nothing else (steps.md 5.5).
///
/// Bytes are treated as Latin-1 text inside, so that whatever stands beside the addressed values survives.
public final class JsonEdit {
    private final byte[] bytes;
    private final List<String> written;

    private JsonEdit(byte[] bytes, List<String> written) {
        this.bytes = bytes;
        this.written = List.copyOf(written);
    }

    /// The whole new file.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// For each update, in order, the value as a message shows it.
    public List<String> written() {
        return written;
    }

    /// Applies the updates one after another. Missing keys are made; a path with `| # @ * ?` is a query, which
    /// changes what it finds and nothing else. The document is not validated.
    ///
    /// @throws DocumentException where a key or value cannot be set; nothing is changed then
    public static JsonEdit of(byte[] file, List<Update> updates) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        var written = new ArrayList<String>();
        for (Update update : updates) {
            if (!update.isScalar()) {
                throw new DocumentException("value for key " + GoText.quote(update.key()) + " is not a scalar type");
            }
            String value = JsonText.value(update.value());
            written.add(update.value() instanceof String s ? GoText.quote(s) : value);
            try {
                text = set(text, update.key(), latin(value));
            } catch (DocumentException e) {
                throw new DocumentException(
                        "error setting key " + GoText.quote(update.key()) + " in JSON file: " + e.getMessage(), e);
            }
        }
        return new JsonEdit(text.getBytes(StandardCharsets.ISO_8859_1), written);
    }

    private static String set(String text, String key, String value) {
        if (JsonQuery.isQuery(key)) {
            var out = new StringBuilder(text);
            JsonQuery.find(text, key).reversed().forEach(span -> out.replace(span.start(), span.end(), value));
            return out.toString();
        }
        return new JsonSetter(text, value).set(JsonPart.split(key));
    }

    static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static String unlatin(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
