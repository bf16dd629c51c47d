package dev.supercargo.kube.apiserver.resources;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of API versions: `v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then others alphabetically.
public final class Versions {
    private static final Pattern FORM = Pattern.compile("v([1-9]\\d*)(?:(alpha|beta)([1-9]\\d*))?");

    /// Puts the version that clients should prefer first.
    public static final Comparator<String> PREFERRED_FIRST = Versions::compare;

    private Versions() {}

    private static int compare(String a, String b) {
        Matcher x = FORM.matcher(a);
        Matcher y = FORM.matcher(b);
        if (!x.matches() || !y.matches()) {
            return x.matches() ? -1 : y.matches() ? 1 : a.compareTo(b);
        }
        int stability = Integer.compare(stability(y), stability(x));
        if (stability != 0) {
            return stability;
        }
        int major = number(y.group(1)).compareTo(number(x.group(1)));
        return major != 0 ? major : number(y.group(3)).compareTo(number(x.group(3)));
    }

    private static int stability(Matcher version) {
        return switch (version.group(2)) {
            case null -> 2;
            case "beta" -> 1;
            default -> 0;
        };
    }

    private static java.math.BigInteger number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? java.math.BigInteger.ZERO : new java.math.BigInteger(digits);
    }
}
