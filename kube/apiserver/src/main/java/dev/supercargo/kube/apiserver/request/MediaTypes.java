package dev.supercargo.kube.apiserver.request;

import java.util.List;
import java.util.Locale;

/// The media types of request bodies.
public final class MediaTypes {
    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";
    public static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
    public static final String JSON_PATCH = "application/json-patch+json";
    public static final String MERGE_PATCH = "application/merge-patch+json";
    public static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";
    public static final String APPLY_PATCH = "application/apply-patch+yaml";

    /// What bodies of objects may be, as 415 answers list it.
    public static final List<String> BODIES = List.of(JSON, YAML, PROTOBUF);

    /// What patches of custom resources may be.
    public static final List<String> CUSTOM_PATCHES = List.of(JSON_PATCH, MERGE_PATCH, APPLY_PATCH);

    /// What patches of built-in kinds may be.
    public static final List<String> PATCHES = List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH, APPLY_PATCH);

    private MediaTypes() {}

    /// The media type of a `Content-Type` header without parameters; JSON where there is none.
    public static String of(String contentType) {
        int semicolon = contentType.indexOf(';');
        String bare = (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
        return bare.isEmpty() ? JSON : bare.toLowerCase(Locale.ROOT);
    }
}
