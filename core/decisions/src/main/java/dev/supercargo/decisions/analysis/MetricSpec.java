package dev.supercargo.decisions.analysis;

import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One metric of a run after its arguments were put in: when it is measured and which outcomes it tolerates
/// (verification.md 1.2). `tree` is the whole of it, for its provider.
public record MetricSpec(Map<String, Object> tree) {
    private static final long USUAL_ERROR_LIMIT = 4;

    public String name() {
        return Json.text(tree, "name").orElse("");
    }

    /// Provider name to its settings; a well-formed metric has exactly one.
    public Map<String, Object> providers() {
        return Json.object(tree, "provider");
    }

    public String successCondition() {
        return Json.text(tree, "successCondition").orElse("");
    }

    public String failureCondition() {
        return Json.text(tree, "failureCondition").orElse("");
    }

    Optional<Duration> interval() {
        return Json.text(tree, "interval").flatMap(GoDuration::parse);
    }

    Optional<Duration> initialDelay() {
        return Json.text(tree, "initialDelay").flatMap(GoDuration::parse);
    }

    long count() {
        return number("count").orElse(0L);
    }

    /// How many measurements to take; empty: without end.
    Optional<Long> effectiveCount() {
        if (count() != 0) {
            return Optional.of(count());
        }
        return Json.text(tree, "interval").filter(text -> !text.isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of(1L);
    }

    /// How many failed measurements are tolerated; -1: any number.
    long failureLimit() {
        return number("failureLimit").orElse(0L);
    }

    long inconclusiveLimit() {
        return number("inconclusiveLimit").orElse(0L);
    }

    long consecutiveErrorLimit() {
        return number("consecutiveErrorLimit").orElse(USUAL_ERROR_LIMIT);
    }

    /// How many successes in a row end the metric; 0: any number does not.
    long consecutiveSuccessLimit() {
        return number("consecutiveSuccessLimit").orElse(0L);
    }

    /// A number or a decimal text; any other text counts as 0.
    private Optional<Long> number(String field) {
        return Json.at(tree, field).map(value -> switch (value) {
            case Number number -> number.longValue();
            case String text -> decimal(text);
            default -> 0L;
        });
    }

    private static long decimal(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /// What is wrong with it, without the place; empty where nothing is (verification.md 3.3).
    Optional<String> fault() {
        return limitFault().or(this::countFault).or(this::durationFault).or(this::providerFault);
    }

    private Optional<String> limitFault() {
        if (consecutiveSuccessLimit() < 0) {
            return Optional.of("consecutiveSuccessLimit must be >= 0");
        }
        if (failureLimit() < -1) {
            return Optional.of("failureLimit must be >= 0, or -1 to be disabled");
        }
        if (consecutiveSuccessLimit() == 0 && failureLimit() == -1) {
            return Optional.of("failureLimit and consecutiveSuccessLimit cannot both be disabled");
        }
        if (inconclusiveLimit() < 0) {
            return Optional.of("inconclusiveLimit must be >= 0");
        }
        return consecutiveErrorLimit() < 0 ? Optional.of("consecutiveErrorLimit must be >= 0") : Optional.empty();
    }

    private Optional<String> countFault() {
        long count = count();
        long failures = failureLimit();
        long successes = consecutiveSuccessLimit();
        if (count <= 0) {
            return Optional.empty();
        }
        if (failures >= 0 && count < failures + successes) {
            return Optional.of("count (" + count + ") must be >= failureLimit + consecutiveSuccessLimit (" + failures
                    + " + " + successes + ") if both >= 0");
        }
        if (failures == -1 && count < successes) {
            return Optional.of("count must be >= consecutiveSuccessLimit");
        }
        if (count < inconclusiveLimit()) {
            return Optional.of("count must be >= inconclusiveLimit");
        }
        boolean once = Json.text(tree, "interval").orElse("").isEmpty();
        return count > 1 && once ? Optional.of("interval must be specified when count > 1") : Optional.empty();
    }

    private Optional<String> durationFault() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("interval", Json.text(tree, "interval").orElse(""));
        texts.put("startDelay", Json.text(tree, "initialDelay").orElse(""));
        return texts.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty()
                        && GoDuration.parse(entry.getValue()).isEmpty())
                .map(entry ->
                        "invalid " + entry.getKey() + " string: time: invalid duration \"" + entry.getValue() + "\"")
                .findFirst();
    }

    private Optional<String> providerFault() {
        int plugins = Json.object(tree, "provider", "plugin").size();
        int others = (int) providers().keySet().stream()
                .filter(name -> !name.equals("plugin"))
                .count();
        return switch (plugins + others) {
            case 0 -> Optional.of("no provider specified");
            case 1 -> Optional.empty();
            default -> Optional.of("multiple providers specified");
        };
    }
}
