package dev.supercargo.kube.apiserver.cel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A semantic version (semver.org 2.0), ordered without its build metadata.
record SemanticVersion(long major, long minor, long patch, List<String> prerelease)
        implements Comparable<SemanticVersion> {
    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d*");
    private static final int MAX_LENGTH = 256;

    /// The version that the text denotes; a lenient reading takes a leading `v`, missing parts and leading zeros.
    static Optional<SemanticVersion> parse(String given, boolean lenient) {
        String text = lenient ? normalised(given) : given;
        Matcher parts = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            return Optional.empty();
        }
        List<String> prerelease =
                parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\.", -1));
        boolean leadingZero = prerelease.stream()
                .anyMatch(part -> part.matches("\\d+") && !NUMBER.matcher(part).matches());
        try {
            return leadingZero
                    ? Optional.empty()
                    : Optional.of(new SemanticVersion(
                            Long.parseLong(parts.group(1)),
                            Long.parseLong(parts.group(2)),
                            Long.parseLong(parts.group(3)),
                            prerelease));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String normalised(String text) {
        String bare = text.startsWith("v") ? text.substring(1) : text;
        int end = 0;
        while (end < bare.length() && "0123456789.".indexOf(bare.charAt(end)) >= 0) {
            end++;
        }
        var numbers = new java.util.ArrayList<>(List.of(bare.substring(0, end).split("\\.", -1)));
        while (numbers.size() < 3) {
            numbers.add("0");
        }
        numbers.replaceAll(number -> number.replaceFirst("^0+(?=\\d)", ""));
        return String.join(".", numbers) + bare.substring(end);
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int order = Long.compare(major, other.major);
        order = order != 0 ? order : Long.compare(minor, other.minor);
        order = order != 0 ? order : Long.compare(patch, other.patch);
        return order != 0 ? order : comparePrereleases(prerelease, other.prerelease);
    }

    private static int comparePrereleases(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compareParts(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareParts(String a, String b) {
        boolean x = NUMBER.matcher(a).matches();
        boolean y = NUMBER.matcher(b).matches();
        if (x && y) {
            return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
        }
        return x == y ? a.compareTo(b) : (x ? -1 : 1);
    }
}
