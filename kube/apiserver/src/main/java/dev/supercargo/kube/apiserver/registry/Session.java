package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.access.Identity;
import java.util.LinkedHashSet;
import java.util.Set;

/// Who makes a request, and what is to be told along with the answer. Used by one thread.
public final class Session {
    private final Identity who;
    private final String userAgent;
    private final Set<String> warnings = new LinkedHashSet<>();

    public Session(Identity who, String userAgent) {
        this.who = who;
        this.userAgent = userAgent;
    }

    public Identity who() {
        return who;
    }

    public String userAgent() {
        return userAgent;
    }

    /// Adds a warning, which the client gets once.
    public void warn(String text) {
        warnings.add(text);
    }

    public Set<String> warnings() {
        return warnings;
    }
}
