package dev.supercargo.golden;

import dev.supercargo.decisions.selection.PathFilter;
import dev.supercargo.decisions.selection.SelectionException;
import dev.supercargo.decisions.selection.TextPattern;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;

/// Patterns for paths and names.
final class PathFiltersAdapter implements Adapter {
    @Override
    public String file() {
        return "path-filters.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        return Verdict.compare(testCase.get("expect"), actual(given));
    }

    private static Map<String, Object> actual(Map<String, Object> given) {
        String pattern = Json.text(given, "pattern").orElse("");
        try {
            return switch (Json.text(given, "op").orElse("")) {
                case "path" -> matched(TextPattern.ofPath(pattern), given);
                case "name" -> matched(TextPattern.ofName(pattern), given);
                case "commit" ->
                    Map.of(
                            "relevant",
                            PathFilter.of(texts(given, "includePaths"), texts(given, "excludePaths"))
                                    .matches(texts(given, "paths")));
                default -> throw new IllegalStateException("op " + given.get("op"));
            };
        } catch (SelectionException e) {
            return Map.of("error", "error building base selector: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> matched(TextPattern pattern, Map<String, Object> given) {
        return Map.of(
                "matched",
                texts(given, "paths").stream().filter(pattern::matches).toList());
    }

    private static List<String> texts(Map<String, Object> given, String field) {
        return Json.list(given, field).stream().map(String::valueOf).toList();
    }
}
