package dev.supercargo.decisions.project;

import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.model.Annotations;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sixteen hexadecimal digits that change with the content of a shared object (resources.md 4.8).
final class ReplicaHash {
    static final Set<String> MANAGED_LABELS = Set.of(Labels.REPLICATED_FROM, Labels.REPLICATED_SHA);
    static final Set<String> MANAGED_ANNOTATIONS =
            Set.of(Annotations.REPLICATE_TO, Annotations.REPLICATED_AT, Annotations.LAST_APPLIED);
    private static final int DIGITS = 16;
    private static final byte[] NUL = {0};

    private ReplicaHash() {}

    /// Of a Secret or ConfigMap, without the labels and annotations that replication itself sets.
    static String of(KubeObject source) {
        MessageDigest digest = sha256();
        boolean secret = source.kind().equals(Kinds.SECRET.kind());
        map(digest, "labels", texts(source.labels(), MANAGED_LABELS));
        map(digest, "annotations", texts(source.annotations(), MANAGED_ANNOTATIONS));
        map(digest, "data", secret ? decoded(source, "data") : texts(source, "data"));
        if (!secret) {
            map(digest, "binaryData", decoded(source, "binaryData"));
        }
        return finished(digest);
    }

    /// Of a Secret's data alone: keys and values without separators (controllers.md 4.6).
    static String ofData(KubeObject secret) {
        MessageDigest digest = sha256();
        decoded(secret, "data").forEach((key, value) -> {
            digest.update(key.getBytes(StandardCharsets.UTF_8));
            digest.update(value);
        });
        return finished(digest);
    }

    private static void map(MessageDigest digest, String name, Map<String, byte[]> entries) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        entries.forEach((key, value) -> {
            digest.update(key.getBytes(StandardCharsets.UTF_8));
            digest.update(NUL);
            digest.update(value);
            digest.update(NUL);
        });
    }

    private static Map<String, byte[]> texts(Map<String, String> entries, Set<String> without) {
        var sorted = new TreeMap<String, byte[]>(GoText.BY_BYTES);
        entries.forEach((key, value) -> {
            if (!without.contains(key)) {
                sorted.put(key, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        return sorted;
    }

    private static Map<String, byte[]> texts(KubeObject object, String field) {
        var sorted = new TreeMap<String, byte[]>(GoText.BY_BYTES);
        Json.object(object.view(), field)
                .forEach((key, value) -> sorted.put(key, String.valueOf(value).getBytes(StandardCharsets.UTF_8)));
        return sorted;
    }

    private static Map<String, byte[]> decoded(KubeObject object, String field) {
        var sorted = new TreeMap<String, byte[]>(GoText.BY_BYTES);
        Json.object(object.view(), field)
                .forEach((key, value) -> sorted.put(key, Base64.getMimeDecoder().decode(String.valueOf(value))));
        return sorted;
    }

    private static String finished(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
