package dev.supercargo.decisions.analysis;

import java.util.Collection;
import java.util.List;

/// Keeps the values of Secrets out of what is stored (verification.md 3.4).
public final class Redaction {
    /// Where no Secret was read.
    public static final Redaction NOTHING = new Redaction(List.of());

    private static final String STARS = "*****";
    /// Shorter values would be found by chance in what was measured.
    private static final int SHORTEST_IN_VALUES = 4;

    private final List<String> secrets;

    public Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    }

    /// The text without any secret.
    public String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, STARS);
        }
        return clean;
    }

    String ofValue(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = secret.length() < SHORTEST_IN_VALUES ? clean : clean.replace(secret, STARS);
        }
        return clean;
    }

    @Override
    public String toString() {
        return "Redaction of " + secrets.size() + " values";
    }
}
