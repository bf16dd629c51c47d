package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The bytes of a stored object as parts of what is shown of it, so that showing it takes no parsing. As
/// [Stored#bytes] writes it, an object begins with its version, its kind and its metadata:
///
/// ```
///  {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a", ... },"data": ... }
///                                                   ^metadata       ^metadataEnd
/// ```
///
/// What is shown has the version and the kind of the resource, if any, and a resourceVersion.
record StoredJson(byte[] bytes, int metadata, int metadataEnd) {
    private static final byte[] VERSION = "{\"apiVersion\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KIND = ",\"kind\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] METADATA = ",\"metadata\":{".getBytes(StandardCharsets.US_ASCII);

    /// The parts, or empty for an object that is written in another order (by an older version).
    static Optional<StoredJson> of(byte[] bytes) {
        int at = after(bytes, VERSION, 0);
        at = after(bytes, KIND, endOfText(bytes, at));
        at = after(bytes, METADATA, endOfText(bytes, at));
        if (at < 0) {
            return Optional.empty();
        }
        int end = endOfObject(bytes, at);
        return end < 0 ? Optional.empty() : Optional.of(new StoredJson(bytes, at - 1, end));
    }

    /// Where `wanted` ends that begins at an index, or -1 where it does not.
    private static int after(byte[] bytes, byte[] wanted, int at) {
        if (at < 0 || at + wanted.length > bytes.length) {
            return -1;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return -1;
            }
        }
        return at + wanted.length;
    }

    /// The index after the quote that ends a text, of which the first character is at an index.
    private static int endOfText(byte[] bytes, int from) {
        for (int i = from; i >= 0 && i < bytes.length; i++) {
            if (bytes[i] == '"') {
                return i + 1;
            }
            if (bytes[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    /// The index of the brace that closes an object, of which the first member is at an index.
    private static int endOfObject(byte[] bytes, int from) {
        int depth = 1;
        for (int i = from; i >= 0 && i < bytes.length; i++) {
            switch (bytes[i]) {
                case '{' -> depth++;
                case '}' -> {
                    depth--;
                    if (depth == 0) {
                        return i;
                    }
                }
                case '"' -> {
                    i = endOfText(bytes, i + 1) - 1;
                    if (i < 0) {
                        return -1;
                    }
                }
                default -> {
                    // nothing that opens or closes
                }
            }
        }
        return -1;
    }

    /// Whether its metadata may have a member of this name: never false when it has.
    boolean mayMention(String member) {
        byte[] wanted = ("\"" + member + "\":").getBytes(StandardCharsets.US_ASCII);
        for (int i = metadata; i <= metadataEnd - wanted.length; i++) {
            if (bytes[i] == '"' && after(bytes, wanted, i) > 0) {
                return true;
            }
        }
        return false;
    }

    /// What comes before the metadata of a shown object.
    static byte[] head(Resource resource) {
        return ("{\"apiVersion\":\"" + resource.type().apiVersion() + "\",\"kind\":\""
                        + resource.type().kind() + "\",")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Writes the object after a head, [#head] or a brace alone.
    void write(byte[] head, long revision, ByteArrayOutputStream out) {
        out.write(head, 0, head.length);
        out.write(METADATA, 1, METADATA.length - 1);
        out.write(bytes, metadata + 1, metadataEnd - metadata - 1);
        byte[] added = added(revision);
        out.write(added, 0, added.length);
        out.write(bytes, metadataEnd, bytes.length - metadataEnd);
    }

    private byte[] added(long revision) {
        String comma = metadataEnd == metadata + 1 ? "" : ",";
        return (comma + "\"resourceVersion\":\"" + revision + "\"").getBytes(StandardCharsets.US_ASCII);
    }

    /// All that is shown.
    byte[] whole(byte[] head, long revision) {
        byte[] added = added(revision);
        int rest = bytes.length - metadataEnd;
        byte[] whole = new byte[head.length + METADATA.length - 1 + metadataEnd - metadata - 1 + added.length + rest];
        int at = put(head, 0, head.length, whole, 0);
        at = put(METADATA, 1, METADATA.length - 1, whole, at);
        at = put(bytes, metadata + 1, metadataEnd - metadata - 1, whole, at);
        at = put(added, 0, added.length, whole, at);
        put(bytes, metadataEnd, rest, whole, at);
        return whole;
    }

    private static int put(byte[] from, int start, int length, byte[] to, int at) {
        System.arraycopy(from, start, to, at, length);
        return at + length;
    }
}
