package dev.supercargo.documents;

import dev.supercargo.documents.JsonScan.Span;
import java.util.List;
import java.util.Optional;

/// Sets one value at a plain key path, making what is missing on the way.
final class JsonSetter {
    private final String text;
    private final String value;
    private final JsonScan scan;

    JsonSetter(String text, String value) {
        this.text = text;
        this.value = value;
        this.scan = new JsonScan(text);
    }

    String set(List<JsonPart> parts) {
        return set(0, text.length(), parts);
    }

    private String set(int from, int limit, List<JsonPart> parts) {
        if (parts.isEmpty()) {
            return replaced(from, limit, value);
        }
        Optional<Span> found = scan.value(from, limit);
        if (found.isEmpty()) {
            return replaced(from, from, made(parts));
        }
        Span here = found.get();
        if (scan.isObject(here)) {
            return inObject(here, parts);
        }
        return scan.isArray(here) ? inArray(here, parts) : replaced(here.start(), here.end(), made(parts));
    }

    private String inObject(Span object, List<JsonPart> parts) {
        JsonPart part = parts.getFirst();
        List<JsonPart> rest = parts.subList(1, parts.size());
        List<JsonScan.Member> members = scan.members(object);
        for (JsonScan.Member member : members) {
            if (member.key().equals(part.text())) {
                return set(member.value().start(), member.value().end(), rest);
            }
        }
        return appended(object, members.isEmpty(), key(part) + ":" + made(rest));
    }

    private String inArray(Span array, List<JsonPart> parts) {
        JsonPart part = parts.getFirst();
        List<JsonPart> rest = parts.subList(1, parts.size());
        List<Span> elements = scan.elements(array);
        if (part.isAppend()) {
            return appended(array, elements.isEmpty(), made(rest));
        }
        if (!part.isIndex()) {
            throw new DocumentException("cannot set array element for non-numeric key '" + part.text() + "'");
        }
        if (part.index() < elements.size()) {
            Span element = elements.get(part.index());
            return set(element.start(), element.end(), rest);
        }
        return appended(array, elements.isEmpty(), padding(part.index() - elements.size()) + made(rest));
    }

    /// Puts something right before the closing bracket; blanks before it stay.
    private String appended(Span nest, boolean empty, String what) {
        char close = scan.isObject(nest) ? '}' : ']';
        int end = nest.end() > nest.start() && text.charAt(nest.end() - 1) == close ? nest.end() - 1 : nest.end();
        return replaced(end, end, (empty ? "" : ",") + what);
    }

    /// The JSON of a value that does not exist yet.
    private String made(List<JsonPart> parts) {
        if (parts.isEmpty()) {
            return value;
        }
        JsonPart part = parts.getFirst();
        String inner = made(parts.subList(1, parts.size()));
        if (part.isIndex()) {
            return "[" + padding(part.index()) + inner + "]";
        }
        return part.isAppend() ? "[" + inner + "]" : "{" + key(part) + ":" + inner + "}";
    }

    private static String padding(int count) {
        if (count > 100_000) {
            throw new DocumentException("index lies more than 100000 elements behind the end of the array");
        }
        return "null,".repeat(count);
    }

    private static String key(JsonPart part) {
        return JsonEdit.latin(JsonText.string(part.text()));
    }

    private String replaced(int start, int end, String with) {
        return text.substring(0, start) + with + text.substring(end);
    }
}
