package dev.supercargo.expr.functions;

import dev.supercargo.expr.functions.VersionRules.Version;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `semverDiff` and `semverParse` (expressions.md C.4).
public final class VersionFunctions {
    private VersionFunctions() {}

    /// The functions.
    public static List<HostFunction> of(VersionRules rules) {
        return List.of(
                HostFunction.of(
                        "semverDiff",
                        Signature.of(Type.STRING, Type.STRING, Type.STRING),
                        in -> difference(rules.parse(Arguments.text(in, 0)), rules.parse(Arguments.text(in, 1)))),
                HostFunction.of(
                        "semverParse", Signature.of(VersionValue.PARSED, Type.STRING), in -> parsed(rules, in)));
    }

    private static String difference(Optional<Version> first, Optional<Version> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return "Incomparable";
        }
        Version a = first.get();
        Version b = second.get();
        if (a.major() != b.major()) {
            return "Major";
        }
        if (a.minor() != b.minor()) {
            return "Minor";
        }
        if (a.patch() != b.patch()) {
            return "Patch";
        }
        return a.metadata().equals(b.metadata()) ? "None" : "Metadata";
    }

    private static Object parsed(VersionRules rules, List<@Nullable Object> in) {
        return rules.parse(Arguments.text(in))
                .map(version -> new VersionValue(version, VersionValue.PARSED, rules))
                .orElseThrow(() -> new IllegalArgumentException("invalid semantic version: invalid semantic version"));
    }
}
