package dev.supercargo.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How git is run.
///
/// @param executable the git program
/// @param cache a folder for mirrors that this process owns; it may be lost at any time
/// @param deadline how long one call may take
/// @param protocols the transports that repositories may use; `file` lets whoever names a repository read
///     this machine
/// @param environment further variables of the environment (proxies, certificate files)
public record GitSettings(
        String executable, Path cache, Duration deadline, List<String> protocols, Map<String, String> environment) {
    /// Variables of this process that git may see.
    private static final List<String> PASSED_ON =
            List.of("http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO");

    public GitSettings {
        protocols = List.copyOf(protocols);
        environment = Map.copyOf(environment);
    }

    /// The usual settings: `git` of the search path, ten minutes, repositories over HTTP(S) and SSH.
    public static GitSettings with(Path cache) {
        var environment = new java.util.HashMap<String, String>();
        for (String name : PASSED_ON) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return new GitSettings("git", cache, Duration.ofMinutes(10), List.of("https", "http", "ssh"), environment);
    }

    /// The same with repositories of the local file system allowed (tests, laptops).
    public GitSettings withLocalRepositories() {
        var more = new java.util.ArrayList<>(protocols);
        more.add("file");
        return new GitSettings(executable, cache, deadline, more, environment);
    }
}
