package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/// `semver`, `isSemver` and comparison of semantic versions.
final class SemverFunctions {
    private static final CelType SEMVER = OpaqueType.create("kubernetes.Semver");

    private SemverFunctions() {}

    static void addTo(Library library) {
        library.type(SEMVER, SemanticVersion.class);
        List<CelType> text = List.of(SimpleType.STRING);
        List<CelType> textAndFlag = List.of(SimpleType.STRING, SimpleType.BOOL);
        library.function("semver", SEMVER, text, args -> parse((String) args[0], false));
        library.function("semver", SEMVER, textAndFlag, args -> parse((String) args[0], (Boolean) args[1]));
        library.function(
                "isSemver",
                SimpleType.BOOL,
                text,
                args -> SemanticVersion.parse((String) args[0], false).isPresent());
        library.function(
                "isSemver",
                SimpleType.BOOL,
                textAndFlag,
                args -> SemanticVersion.parse((String) args[0], (Boolean) args[1])
                        .isPresent());
        List<CelType> one = List.of(SEMVER);
        List<CelType> two = List.of(SEMVER, SEMVER);
        library.method("major", SimpleType.INT, one, args -> of(args[0]).major());
        library.method("minor", SimpleType.INT, one, args -> of(args[0]).minor());
        library.method("patch", SimpleType.INT, one, args -> of(args[0]).patch());
        library.method("isLessThan", SimpleType.BOOL, two, args -> of(args[0]).compareTo(of(args[1])) < 0);
        library.method(
                "isGreaterThan", SimpleType.BOOL, two, args -> of(args[0]).compareTo(of(args[1])) > 0);
        library.method("compareTo", SimpleType.INT, two, args ->
                (long) Integer.signum(of(args[0]).compareTo(of(args[1]))));
    }

    private static SemanticVersion of(Object value) {
        return (SemanticVersion) value;
    }

    private static SemanticVersion parse(String text, boolean lenient) {
        return SemanticVersion.parse(text, lenient)
                .orElseThrow(() -> new RuleFailure("invalid semantic version: " + text));
    }
}
