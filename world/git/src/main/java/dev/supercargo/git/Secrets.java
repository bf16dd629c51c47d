package dev.supercargo.git;

import dev.supercargo.decisions.credentials.Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Keeps secrets out of everything that is shown.
final class Secrets {
    private static final Pattern USER_INFO = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)[^/@\\s'\"]*@");

    private Secrets() {}

    /// URLs in the text lose their user info.
    static String withoutUserInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("$1");
    }

    /// The text without user info and without any part of the credentials.
    static String scrub(String text, Optional<Credentials> credentials) {
        String scrubbed = withoutUserInfo(text);
        for (String secret : secrets(credentials)) {
            if (!secret.isBlank()) {
                scrubbed = scrubbed.replace(secret, "***");
            }
        }
        return scrubbed;
    }

    private static List<String> secrets(Optional<Credentials> credentials) {
        var secrets = new ArrayList<String>();
        credentials.ifPresent(shown -> {
            switch (shown) {
                case Credentials.Basic basic -> {
                    secrets.add(basic.password());
                    secrets.add(URLEncoder.encode(basic.password(), StandardCharsets.UTF_8));
                }
                case Credentials.SshKey(var key) ->
                    key.lines().filter(line -> line.length() > 20).forEach(secrets::add);
            }
        });
        return secrets;
    }
}
