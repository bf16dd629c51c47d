package dev.supercargo.kube.apiserver.request;

import dev.supercargo.kube.apiserver.ApiError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// In which form an answer is wanted (kubernetes-api.md 1.6).
public record Negotiated(Encoding encoding, Form form, String formVersion, boolean pretty) {
    /// How trees become bytes.
    public enum Encoding {
        JSON("application/json"),
        YAML("application/yaml");

        private final String mediaType;

        Encoding(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /// What stands in for objects.
    public enum Form {
        OBJECT,
        TABLE,
        PARTIAL,
        PARTIAL_LIST,
        DISCOVERY
    }

    /// One entry of an `Accept` header.
    private record Clause(String mediaType, Map<String, String> parameters, double quality) {}

    private static final List<String> OFFERED =
            List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");

    /// Chooses by the `Accept` headers among the forms that the endpoint has; OBJECT is always one of them.
    ///
    /// @throws ApiError 406 when nothing fits
    public static Negotiated of(List<String> accept, Set<Form> forms, boolean pretty, boolean custom) {
        List<Clause> clauses = clauses(String.join(",", accept));
        if (clauses.isEmpty()) {
            return new Negotiated(Encoding.JSON, Form.OBJECT, "", pretty);
        }
        for (Clause clause : clauses) {
            Optional<Negotiated> chosen = choose(clause, forms, pretty, custom);
            if (chosen.isPresent()) {
                return chosen.get();
            }
        }
        boolean knownType = clauses.stream()
                .anyMatch(clause -> encoding(clause.mediaType(), custom).isPresent());
        throw custom || knownType
                ? ApiError.notAcceptable("only the following media types are accepted: " + String.join(", ", OFFERED))
                : ApiError.of(
                        406,
                        "NotAcceptable",
                        "406: Not Acceptable\n\nAvailable representations: " + String.join(", ", OFFERED));
    }

    private static Optional<Negotiated> choose(Clause clause, Set<Form> forms, boolean pretty, boolean custom) {
        Optional<Encoding> encoding = encoding(clause.mediaType(), custom);
        Optional<Form> form = form(clause.parameters());
        if (encoding.isEmpty() || form.isEmpty() || !(form.get() == Form.OBJECT || forms.contains(form.get()))) {
            return Optional.empty();
        }
        boolean asked = "1".equals(clause.parameters().get("pretty"));
        String version = clause.parameters().getOrDefault("v", "v1");
        return Optional.of(new Negotiated(encoding.get(), form.get(), version, pretty || asked));
    }

    private static Optional<Encoding> encoding(String mediaType, boolean custom) {
        return switch (mediaType) {
            case "*/*", "application/json" -> Optional.of(Encoding.JSON);
            case "application/*" -> custom ? Optional.of(Encoding.JSON) : Optional.empty();
            case "application/yaml" -> Optional.of(Encoding.YAML);
            default -> Optional.empty();
        };
    }

    /// The form that the parameters ask for; empty where it is none that exists.
    private static Optional<Form> form(Map<String, String> parameters) {
        String as = parameters.getOrDefault("as", "");
        String group = parameters.getOrDefault("g", "");
        String version = parameters.getOrDefault("v", "");
        boolean meta = group.equals("meta.k8s.io") && (version.equals("v1") || version.equals("v1beta1"));
        return switch (as) {
            case "" -> Optional.of(Form.OBJECT);
            case "Table" -> meta ? Optional.of(Form.TABLE) : Optional.empty();
            case "PartialObjectMetadata" -> meta ? Optional.of(Form.PARTIAL) : Optional.empty();
            case "PartialObjectMetadataList" -> meta ? Optional.of(Form.PARTIAL_LIST) : Optional.empty();
            case "APIGroupDiscoveryList" ->
                group.equals("apidiscovery.k8s.io") && version.equals("v2")
                        ? Optional.of(Form.DISCOVERY)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static List<Clause> clauses(String accept) {
        var clauses = new ArrayList<Clause>();
        for (String part : accept.split(",", -1)) {
            if (!part.isBlank()) {
                clauses.add(clause(part));
            }
        }
        clauses.sort(Comparator.comparingDouble(Clause::quality).reversed());
        return clauses;
    }

    private static Clause clause(String text) {
        String[] parts = text.split(";", -1);
        var parameters = new LinkedHashMap<String, String>();
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("=", 2);
            String value = pair.length < 2 ? "" : pair[1].strip();
            if (pair[0].equals("q")) {
                quality = quality(value);
            } else {
                parameters.put(pair[0], value);
            }
        }
        return new Clause(parts[0].strip().toLowerCase(Locale.ROOT), parameters, quality);
    }

    private static double quality(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return 1;
        }
    }
}
