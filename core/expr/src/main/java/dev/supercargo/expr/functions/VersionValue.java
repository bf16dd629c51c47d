package dev.supercargo.expr.functions;

import dev.supercargo.expr.functions.VersionRules.Version;
import dev.supercargo.expr.value.Members;
import dev.supercargo.expr.value.Members.Method;
import dev.supercargo.expr.value.ObjectValue;
import dev.supercargo.expr.value.Signature;
import dev.supercargo.expr.value.Type;
import dev.supercargo.expr.value.UInt;
import dev.supercargo.expr.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// A version in an expression. Those that `semverParse` made compare; those that a method made do not, as Go's methods
/// on pointers are out of reach for them (expressions.md C.4).
final class VersionValue implements ObjectValue {
    /// The type of what `semverParse` makes.
    static final Type PARSED = Type.object("*semver.Version", Members.late(() -> methods(true)));

    /// The type of what methods make.
    static final Type DERIVED = Type.object("semver.Version", Members.late(() -> methods(false)));

    private final Version version;
    private final Type type;
    private final VersionRules rules;

    VersionValue(Version version, Type type, VersionRules rules) {
        this.version = version;
        this.type = type;
        this.rules = rules;
    }

    private static List<Method> methods(boolean parsed) {
        var methods = new ArrayList<>(List.of(
                method("Major", Type.UINT64, (self, _) -> UInt.of(self.version.major())),
                method("Minor", Type.UINT64, (self, _) -> UInt.of(self.version.minor())),
                method("Patch", Type.UINT64, (self, _) -> UInt.of(self.version.patch())),
                method("Prerelease", Type.STRING, (self, _) -> self.version.prerelease()),
                method("Metadata", Type.STRING, (self, _) -> self.version.metadata()),
                method("String", Type.STRING, (self, _) -> self.text()),
                method("IncMajor", DERIVED, (self, _) -> self.derived(self.version.major() + 1, 0, 0, "", "")),
                method(
                        "IncMinor",
                        DERIVED,
                        (self, _) -> self.derived(self.version.major(), self.version.minor() + 1, 0, "", "")),
                method("IncPatch", DERIVED, (self, _) -> self.nextPatch()),
                method("SetPrerelease", DERIVED, (self, in) -> self.with(Arguments.text(in), null), Type.STRING),
                method("SetMetadata", DERIVED, (self, in) -> self.with(null, Arguments.text(in)), Type.STRING)));
        if (parsed) {
            methods.addAll(comparisons());
        }
        return methods;
    }

    private static List<Method> comparisons() {
        return List.of(
                method("Original", Type.STRING, (self, _) -> self.version.original()),
                method("Compare", Type.INT, (self, in) -> (long) Integer.signum(self.order(in)), PARSED),
                comparison("Equal", order -> order == 0),
                comparison("LessThan", order -> order < 0),
                comparison("GreaterThan", order -> order > 0),
                comparison("LessThanEqual", order -> order <= 0),
                comparison("GreaterThanEqual", order -> order >= 0));
    }

    private static Method comparison(String name, IntPredicate holds) {
        return method(name, Type.BOOL, (self, in) -> holds.test(self.order(in)), PARSED);
    }

    private static Method method(
            String name,
            Type result,
            BiFunction<VersionValue, List<@Nullable Object>, Object> body,
            Type... parameters) {
        return new Method(
                name,
                Signature.of(result, parameters),
                1,
                (self, arguments) -> body.apply((VersionValue) self, arguments));
    }

    private VersionValue derived(long major, long minor, long patch, String prerelease, String metadata) {
        var version = new Version(major, minor, patch, prerelease, metadata, "");
        return new VersionValue(version, DERIVED, rules);
    }

    /// The next patch; of a pre-release, the release itself.
    private VersionValue nextPatch() {
        long patch = version.prerelease().isEmpty() ? version.patch() + 1 : version.patch();
        return derived(version.major(), version.minor(), patch, "", "");
    }

    private VersionValue with(@Nullable String prerelease, @Nullable String metadata) {
        VersionValue changed = derived(
                version.major(),
                version.minor(),
                version.patch(),
                prerelease == null ? version.prerelease() : prerelease,
                metadata == null ? version.metadata() : metadata);
        boolean wellFormed = rules.parse(changed.text())
                .filter(read -> read.prerelease().equals(changed.version.prerelease())
                        && read.metadata().equals(changed.version.metadata()))
                .isPresent();
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    prerelease == null ? "invalid metadata string" : "invalid prerelease string");
        }
        return changed;
    }

    private int order(List<@Nullable Object> in) {
        if (in.getFirst() instanceof VersionValue other && other.type.equals(PARSED)) {
            return rules.compare(version, other.version);
        }
        throw new IllegalArgumentException("argument must be *semver.Version, got " + Values.typeName(in.getFirst()));
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public @Nullable Object field(String name) {
        return null;
    }

    @Override
    public Object json() {
        return text();
    }

    @Override
    public Object yaml() {
        return text();
    }

    @Override
    public String text() {
        return version.canonical();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionValue value && value.type.equals(type) && value.version.equals(version);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(version);
    }

    @Override
    public String toString() {
        return text();
    }
}
