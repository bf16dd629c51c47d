package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Secrets.
final class SecretRules implements Rules {
    @Override
    public void complete(Map<String, Object> object) {
        DataMaps.emptyForNull(object, "data");
        if (object.remove("stringData") instanceof Map<?, ?> texts && !texts.isEmpty()) {
            var data = new LinkedHashMap<>(Json.object(object, "data"));
            texts.forEach((key, value) -> data.put(
                    String.valueOf(key),
                    Base64.getEncoder()
                            .encodeToString((value == null ? "" : value.toString()).getBytes(StandardCharsets.UTF_8))));
            object.put("data", data);
        }
        if (Json.text(object, "type").orElse("").isEmpty()) {
            object.put("type", "Opaque");
        }
        DataMaps.dropEmpty(object, "data");
    }

    @Override
    public void prepareUpdate(String subresource, Map<String, Object> object, Map<String, Object> old) {
        String type = Json.text(object, "type").orElse("");
        if (type.isEmpty() || type.equals("Opaque")) {
            object.put("type", Json.text(old, "type").orElse("Opaque"));
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        var errors = new ArrayList<FieldError>();
        Map<String, Object> data = Json.object(object, "data");
        long size = DataMaps.check(data, "data", errors);
        if (size > DataMaps.MAX_SIZE) {
            errors.add(FieldError.tooLong("data", DataMaps.MAX_SIZE));
        }
        checkType(object, data, errors);
        old.ifPresent(before -> {
            if (!Json.same(object.get("type"), before.get("type"))) {
                errors.add(FieldError.invalid("type", object.get("type"), "field is immutable"));
            }
            DataMaps.checkImmutable(object, before, List.of("data"), errors);
        });
        return errors;
    }

    private static void checkType(Map<String, Object> object, Map<String, Object> data, List<FieldError> errors) {
        switch (Json.text(object, "type").orElse("")) {
            case "kubernetes.io/service-account-token" -> {
                String annotation = "kubernetes.io/service-account.name";
                if (Json.text(object, "metadata", "annotations", annotation)
                        .orElse("")
                        .isEmpty()) {
                    errors.add(FieldError.required("metadata.annotations[" + annotation + "]", ""));
                }
            }
            case "kubernetes.io/dockerconfigjson" -> json(data, ".dockerconfigjson", errors);
            case "kubernetes.io/dockercfg" -> json(data, ".dockercfg", errors);
            case "kubernetes.io/basic-auth" -> {
                if (!data.containsKey("username") && !data.containsKey("password")) {
                    errors.add(FieldError.required("data[username]", ""));
                    errors.add(FieldError.required("data[password]", ""));
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (Json.text(data, "ssh-privatekey").orElse("").isEmpty()) {
                    errors.add(FieldError.required("data[ssh-privatekey]", ""));
                }
            }
            case "kubernetes.io/tls" -> {
                for (String key : List.of("tls.crt", "tls.key")) {
                    if (!data.containsKey(key)) {
                        errors.add(FieldError.required("data[" + key + "]", ""));
                    }
                }
            }
            default -> {
                // other types are free
            }
        }
    }

    private static void json(Map<String, Object> data, String key, List<FieldError> errors) {
        Optional<String> text = Json.text(data, key);
        if (text.isEmpty()) {
            errors.add(FieldError.required("data[" + key + "]", ""));
            return;
        }
        byte[] content = Base64.getMimeDecoder().decode(text.get());
        try {
            Json.parse(content);
        } catch (IllegalArgumentException _) {
            errors.add(FieldError.invalid("data[" + key + "]", "<secret contents redacted>", why(content)));
        }
    }

    /// Why it is no JSON, as far as its first character tells.
    private static String why(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).stripLeading();
        boolean begins = text.isEmpty() || "{[\"-0123456789tfn".indexOf(text.charAt(0)) >= 0;
        return begins
                ? "unexpected end of JSON input"
                : "invalid character '" + text.substring(0, 1) + "' looking for beginning of value";
    }

    @Override
    public List<String> warnings(Map<String, Object> object) {
        if (!"kubernetes.io/tls".equals(object.get("type"))) {
            return List.of();
        }
        for (String key : List.of("tls.crt", "tls.key")) {
            String text = new String(
                    Base64.getMimeDecoder()
                            .decode(Json.text(object, "data", key).orElse("")),
                    StandardCharsets.UTF_8);
            if (!text.contains("-----BEGIN ")) {
                String what = key.equals("tls.crt") ? "certificate" : "key";
                return List.of("tls: failed to find any PEM data in " + what + " input");
            }
        }
        return List.of();
    }

    @Override
    public List<String> selectableFields() {
        return List.of("type");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.NAME,
                Columns.at("Type", "Used to facilitate programmatic handling of secret data.", "type"),
                Column.text(
                        "Data",
                        "Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or"
                                + " '.'.",
                        (object, _) -> (long) Json.object(object, "data").size()),
                Columns.AGE);
    }
}
