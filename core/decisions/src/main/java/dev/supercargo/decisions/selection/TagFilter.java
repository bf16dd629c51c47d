package dev.supercargo.decisions.selection;

import com.google.re2j.Pattern;
import dev.supercargo.decisions.selection.semver.Semver;
import dev.supercargo.decisions.selection.semver.SemverException;
import dev.supercargo.decisions.selection.semver.VersionConstraint;
import dev.supercargo.meta.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which tags qualify by their names: none that an ignoring expression finds, only those that an allowing
/// one finds (if there is any), and for semver those that are versions and satisfy the constraint. Names
/// only; the same for tags of commits and of images.
public final class TagFilter {
    private final List<Pattern> ignore;
    private final List<Pattern> allow;
    private final Optional<Versions> versions;

    private record Versions(boolean strict, Optional<VersionConstraint> constraint) {}

    private TagFilter(List<Pattern> ignore, List<Pattern> allow, Optional<Versions> versions) {
        this.ignore = ignore;
        this.allow = allow;
        this.versions = versions;
    }

    /// Reads the expressions of a subscription.
    ///
    /// @throws SelectionException when one cannot be compiled
    public static TagFilter of(List<String> allow, List<String> ignore) {
        return new TagFilter(patterns(ignore), patterns(allow), Optional.empty());
    }

    /// The same for versions only; an empty constraint is none.
    ///
    /// @throws SelectionException when the constraint is none
    public TagFilter versions(boolean strict, String constraint) {
        try {
            Optional<VersionConstraint> parsed =
                    constraint.isEmpty() ? Optional.empty() : Optional.of(VersionConstraint.parse(constraint));
            return new TagFilter(ignore, allow, Optional.of(new Versions(strict, parsed)));
        } catch (SemverException e) {
            throw new SelectionException(
                    "error parsing semver constraint " + GoText.quote(constraint) + ": " + e.getMessage());
        }
    }

    /// Whether a tag qualifies.
    public boolean accepts(String tag) {
        return ignore.stream().noneMatch(pattern -> pattern.matcher(tag).find())
                && (allow.isEmpty()
                        || allow.stream()
                                .anyMatch(pattern -> pattern.matcher(tag).find()))
                && (versions.isEmpty() || acceptsVersion(versions.get(), tag));
    }

    /// The version that a tag stands for, where versions are asked for.
    Optional<Semver> version(String tag) {
        return versions.flatMap(wanted -> Semver.ofTag(tag, wanted.strict()));
    }

    private static boolean acceptsVersion(Versions wanted, String tag) {
        return Semver.ofTag(tag, wanted.strict())
                .filter(version ->
                        wanted.constraint().map(c -> c.accepts(version)).orElse(true))
                .isPresent();
    }

    private static List<Pattern> patterns(List<String> sources) {
        var patterns = new ArrayList<Pattern>(sources.size());
        for (String source : sources) {
            try {
                patterns.add(TextPattern.regex(source));
            } catch (IllegalArgumentException e) {
                throw new SelectionException(
                        "error compiling regular expression " + GoText.quote(source) + ": " + e.getMessage());
            }
        }
        return List.copyOf(patterns);
    }
}
