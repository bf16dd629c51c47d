package dev.supercargo.decisions.credentials;

import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What can be said of a GitHub App's request before GitHub is asked for a token (sources.md 7.3).
final class GithubApp {
    private static final String SCOPES = "kargo.akuity.io/github-token-scopes";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]+={0,2}\\s*");
    private static final int PARTS_OF_A_REPOSITORY = 5;

    private GithubApp() {}

    /// Whether the data name an App, its installation and its key.
    static boolean isNamed(Map<String, String> data) {
        return (!text(data, "githubAppClientID").isEmpty()
                        || !text(data, "githubAppID").isEmpty())
                && !text(data, "githubAppInstallationID").isEmpty()
                && !text(data, "githubAppPrivateKey").isEmpty();
    }

    static ProviderAnswer answer(
            String project, String url, Map<String, String> annotations, Map<String, String> data) {
        String[] parts = url.split("/", -1);
        if (parts.length < PARTS_OF_A_REPOSITORY) {
            return new ProviderAnswer.None("the URL names no repository");
        }
        String scopes = annotations.getOrDefault(SCOPES, "");
        if (!scopes.isEmpty()) {
            try {
                if (!allows(scopes, project, parts[parts.length - 1])) {
                    return new ProviderAnswer.None("annotation " + SCOPES + " does not list the repository");
                }
            } catch (JsonException e) {
                return new ProviderAnswer.Wrong("error unmarshaling scope map: " + e.getMessage());
            }
        }
        String installation = text(data, "githubAppInstallationID");
        Optional<String> wrong = wrongNumber(installation);
        if (wrong.isPresent()) {
            return new ProviderAnswer.Wrong("error parsing installation ID: strconv.ParseInt: parsing "
                    + GoText.quote(installation) + ": " + wrong.get());
        }
        return key(text(data, "githubAppPrivateKey"));
    }

    /// QUIRK: names are compared with the lower-cased URL, so that entries with capitals never match.
    private static boolean allows(String scopes, String project, String repository) {
        Object tree = Json.parse(scopes);
        if (tree == null) {
            return false;
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new JsonException(
                    "json: cannot unmarshal " + goKind(tree) + " into Go value of type map[string][]string");
        }
        boolean allowed = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            List<?> names = entry.getValue() == null ? List.of() : list(entry.getValue());
            for (Object name : names) {
                if (!(name instanceof String)) {
                    throw new JsonException("json: cannot unmarshal " + goKind(name) + " into Go value of type string");
                }
            }
            allowed |= project.equals(entry.getKey()) && names.contains(repository);
        }
        return allowed;
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new JsonException("json: cannot unmarshal " + goKind(value) + " into Go value of type []string");
    }

    private static String goKind(@Nullable Object value) {
        return value instanceof Boolean ? "bool" : Json.kindOf(value);
    }

    private static Optional<String> wrongNumber(String text) {
        if (!text.matches("[+-]?[0-9]+")) {
            return Optional.of("invalid syntax");
        }
        try {
            Long.parseLong(text);
            return Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.of("value out of range");
        }
    }

    /// The key is PEM, or base64 of it.
    private static ProviderAnswer key(String text) {
        String pem = text;
        if (BASE64.matcher(text).matches()) {
            try {
                pem = new String(Base64.getDecoder().decode(text.replaceAll("[\\r\\n]", "")), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                return new ProviderAnswer.Wrong("probable corrupt base64 encoding of GitHub App private key; base64"
                        + " encoding this key is not required and is no longer recommended: illegal base64 data");
            }
        }
        return pem.contains("-----BEGIN ")
                ? new ProviderAnswer.NeedsToken(Provider.GITHUB_APP)
                : new ProviderAnswer.Wrong("error minting installation access token: error creating application token"
                        + " source: invalid key: Key must be a PEM encoded PKCS1 or PKCS8 key");
    }

    private static String text(Map<String, String> data, String key) {
        return data.getOrDefault(key, "");
    }
}
