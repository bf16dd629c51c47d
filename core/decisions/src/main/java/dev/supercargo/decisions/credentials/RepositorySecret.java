package dev.supercargo.decisions.credentials;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// A Secret that may hold credentials. Its text does not show its data.
///
/// @param data decoded
public record RepositorySecret(ObjectKey key, Map<String, String> annotations, Map<String, String> data) {
    /// Data key of the URL (or pattern) that the Secret is for.
    static final String REPO_URL = "repoURL";

    /// Data key that says whether [#REPO_URL] is a pattern.
    static final String IS_REGEX = "repoURLIsRegex";

    public RepositorySecret {
        annotations = Map.copyOf(annotations);
        data = Map.copyOf(data);
    }

    /// Reads a stored Secret; values that are no base64 count as absent.
    public static RepositorySecret read(KubeObject secret) {
        var data = new LinkedHashMap<String, String>();
        Json.object(secret.view(), "data").forEach((name, value) -> {
            if (value instanceof String text) {
                try {
                    data.put(name, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    return;
                }
            }
        });
        return new RepositorySecret(secret.key(), secret.annotations(), data);
    }

    @Override
    public String toString() {
        return "Secret " + key;
    }
}
