package dev.supercargo.decisions.selection.url;

import java.util.Optional;
import java.util.regex.Pattern;

/// The weakly validated name of a container repository: `[registry/]repository`.
final class ImageName {
    private static final String HUB = "index.docker.io";
    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9_./-]{2,255}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private ImageName() {}

    /// The repository that a reference (with or without tag, digest) is in, in its short form for Docker Hub; empty
    /// where the text is no reference.
    static Optional<String> parse(String reference) {
        Optional<String> tagged = tagged(reference);
        return tagged.isPresent() ? tagged : digested(reference);
    }

    private static Optional<String> tagged(String reference) {
        int colon = reference.lastIndexOf(':');
        if (colon < 0 || reference.indexOf('/', colon) >= 0) {
            return repository(reference);
        }
        return TAG.matcher(reference.substring(colon + 1)).matches()
                ? repository(reference.substring(0, colon))
                : Optional.empty();
    }

    private static Optional<String> digested(String reference) {
        String[] parts = reference.split("@", -1);
        if (parts.length != 2 || !DIGEST.matcher(parts[1]).matches()) {
            return Optional.empty();
        }
        Optional<String> tagged = tagged(parts[0]);
        return tagged.isPresent() ? tagged : repository(parts[0]);
    }

    private static Optional<String> repository(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = hasRegistry ? first : HUB;
        String path = hasRegistry ? name.substring(slash + 1) : name;
        if (!REPOSITORY.matcher(path).matches() || !isAuthority(registry)) {
            return Optional.empty();
        }
        return switch (registry) {
            case HUB, "docker.io", "registry-1.docker.io" ->
                Optional.of(path.startsWith("library/") ? path.substring("library/".length()) : path);
            default -> Optional.of(registry + "/" + path);
        };
    }

    private static boolean isAuthority(String registry) {
        try {
            return GoUrl.parse("//" + registry).host().equals(registry);
        } catch (GoUrl.Unparsable _) {
            return false;
        }
    }
}
