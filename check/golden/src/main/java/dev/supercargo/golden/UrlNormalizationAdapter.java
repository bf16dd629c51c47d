package dev.supercargo.golden;

import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.meta.Json;
import java.util.Map;

/// Repository URLs in normal form.
final class UrlNormalizationAdapter implements Adapter {
    @Override
    public String file() {
        return "url-normalization.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        String url = Json.text(testCase, "given", "url").orElse("");
        String kind = Json.text(testCase, "given", "kind").orElse("");
        String actual = switch (kind) {
            case "sanitize" -> RepositoryUrls.sanitize(url);
            case "git" -> RepositoryUrls.git(url);
            case "image" -> RepositoryUrls.image(url);
            case "chart" -> RepositoryUrls.chart(url);
            default -> throw new IllegalStateException("kind " + kind);
        };
        return Verdict.compare(testCase.get("expect"), Map.of("normalized", actual));
    }
}
