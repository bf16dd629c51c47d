package dev.supercargo.kube.apiserver.apply;

import java.time.Instant;
import java.util.Optional;

/// Who writes, through which endpoint, and when.
///
/// @param manager the name under which fields are owned
/// @param apiVersion of the request
/// @param subresource empty for the main resource
public record Writer(String manager, String apiVersion, String subresource, Instant now) {
    private static final int LONGEST = 128;

    /// The name of a manager: the `fieldManager` parameter if given, else the User-Agent up to its first
    /// `/`, else `unknown`.
    public static String managerName(Optional<String> fieldManager, Optional<String> userAgent) {
        Optional<String> given = fieldManager.filter(name -> !name.isEmpty());
        if (given.isPresent()) {
            return given.get();
        }
        var name = new StringBuilder();
        String agent = userAgent.orElse("");
        int slash = agent.indexOf('/');
        (slash < 0 ? agent : agent.substring(0, slash))
                .codePoints()
                .filter(c -> c == ' ' || (!Character.isISOControl(c) && !Character.isSpaceChar(c)))
                .limit(LONGEST)
                .forEach(name::appendCodePoint);
        return name.isEmpty() ? "unknown" : name.toString();
    }
}
