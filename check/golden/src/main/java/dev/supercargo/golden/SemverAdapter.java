package dev.supercargo.golden;

import dev.supercargo.decisions.selection.semver.Semver;
import dev.supercargo.decisions.selection.semver.SemverException;
import dev.supercargo.decisions.selection.semver.VersionConstraint;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Versions and constraints.
final class SemverAdapter implements Adapter {
    @Override
    public String file() {
        return "semver.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        var actual = new LinkedHashMap<String, Object>();
        switch (Json.text(given, "op").orElse("")) {
            case "parse" -> parse(Json.text(given, "version").orElse(""), actual);
            case "constraint" -> constraint(Json.text(given, "constraint").orElse(""), actual);
            case "check" -> {
                var constraint =
                        VersionConstraint.parse(Json.text(given, "constraint").orElse(""));
                actual.put(
                        "satisfied",
                        versions(given)
                                .filter(version -> constraint.accepts(Semver.parse(version)))
                                .toList());
            }
            case "compare" ->
                actual.put("compare", (long) Semver.parse(Json.text(given, "a").orElse(""))
                        .compareTo(Semver.parse(Json.text(given, "b").orElse(""))));
            case "order" -> {
                boolean strict = Boolean.TRUE.equals(given.get("strictSemvers"));
                actual.put(
                        "order",
                        versions(given)
                                .flatMap(version -> Semver.ofTag(version, strict).stream())
                                .sorted(Semver.NEWEST_FIRST)
                                .map(Semver::original)
                                .toList());
            }
            default -> {
                return Verdict.unsupported("op " + given.get("op"));
            }
        }
        return Verdict.compare(testCase.get("expect"), actual);
    }

    private static java.util.stream.Stream<String> versions(Map<String, Object> given) {
        return Json.list(given, "versions").stream().map(String.class::cast);
    }

    private static void parse(String text, Map<String, Object> actual) {
        error(Semver::parse, text).ifPresent(error -> actual.put("looseError", error));
        error(Semver::parseStrict, text).ifPresent(error -> actual.put("strictError", error));
        actual.put("tagLoose", Semver.ofTag(text, false).isPresent());
        actual.put("tagStrict", Semver.ofTag(text, true).isPresent());
        Semver.find(text).ifPresent(version -> {
            var printed = new LinkedHashMap<String, Object>();
            printed.put("canonical", version.canonical());
            printed.put("major", number(version.major()));
            printed.put("metadata", version.metadata());
            printed.put("minor", number(version.minor()));
            printed.put("original", version.original());
            printed.put("patch", number(version.patch()));
            printed.put("prerelease", version.prerelease());
            actual.put("version", printed);
        });
    }

    /// A number as the JSON reader would have it: beyond 63 bits it is a double.
    private static Object number(long unsigned) {
        return unsigned >= 0 ? (Object) unsigned : (Object) Double.valueOf(Long.toUnsignedString(unsigned));
    }

    private static void constraint(String text, Map<String, Object> actual) {
        Optional<String> error = error(VersionConstraint::parse, text);
        error.ifPresent(message -> actual.put("error", message));
        if (error.isEmpty()) {
            actual.put("parsed", VersionConstraint.parse(text).toString());
        }
        Json.putNullable(
                actual,
                "admission",
                text.isEmpty() || error.isEmpty() ? null : "f: Invalid value: " + GoText.quote(text));
    }

    private static Optional<String> error(Consumer<String> parse, String text) {
        try {
            parse.accept(text);
            return Optional.empty();
        } catch (SemverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
