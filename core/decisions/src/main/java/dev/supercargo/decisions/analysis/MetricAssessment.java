package dev.supercargo.decisions.analysis;

import java.util.Optional;

/// What one metric has come to: its result with the new phase, and the limit that decided, in words, if one did.
record MetricAssessment(MetricResult result, Optional<String> limit) {
    AnalysisPhase phase() {
        return result.phase();
    }

    /// The rows of verification.md 3.6, first match.
    static MetricAssessment of(MetricSpec metric, MetricResult result, boolean terminating) {
        Optional<Limit> broken = broken(metric, result.tally());
        if (result.phase().completed()) {
            return new MetricAssessment(
                    result, broken.or(() -> spent(metric, result)).map(Limit::text));
        }
        if (result.unfinished().isPresent()) {
            return became(result, AnalysisPhase.RUNNING, Optional.empty());
        }
        if (broken.isPresent()) {
            return became(result, broken.get().phase(), Optional.of(broken.get().text()));
        }
        long successes = metric.consecutiveSuccessLimit();
        if (successes > 0 && result.tally().consecutiveSuccess() >= successes) {
            return became(result, AnalysisPhase.SUCCESSFUL, Optional.empty());
        }
        if (reached(metric, result)) {
            Optional<Limit> spent = spent(metric, result);
            return became(result, spent.map(Limit::phase).orElse(AnalysisPhase.SUCCESSFUL), spent.map(Limit::text));
        }
        return became(result, terminating ? AnalysisPhase.SUCCESSFUL : AnalysisPhase.RUNNING, Optional.empty());
    }

    private record Limit(AnalysisPhase phase, String text) {}

    private static MetricAssessment became(MetricResult result, AnalysisPhase phase, Optional<String> limit) {
        MetricResult after = phase == result.phase()
                ? result
                : result.with(phase, result.last().map(Measurement::message).orElse(""));
        return new MetricAssessment(after, limit);
    }

    /// The limit that is exceeded; of several the later one in this order.
    private static Optional<Limit> broken(MetricSpec metric, Tally tally) {
        if (tally.consecutiveError() > metric.consecutiveErrorLimit()) {
            return Optional.of(new Limit(
                    AnalysisPhase.ERROR,
                    "consecutiveErrors (" + tally.consecutiveError() + ") > consecutiveErrorLimit ("
                            + metric.consecutiveErrorLimit() + ")"));
        }
        if (tally.inconclusive() > metric.inconclusiveLimit()) {
            return Optional.of(new Limit(
                    AnalysisPhase.INCONCLUSIVE,
                    "inconclusive (" + tally.inconclusive() + ") > inconclusiveLimit (" + metric.inconclusiveLimit()
                            + ")"));
        }
        return metric.failureLimit() >= 0 && tally.failed() > metric.failureLimit()
                ? Optional.of(new Limit(
                        AnalysisPhase.FAILED,
                        "failed (" + tally.failed() + ") > failureLimit (" + metric.failureLimit() + ")"))
                : Optional.empty();
    }

    private static boolean reached(MetricSpec metric, MetricResult result) {
        return metric.effectiveCount()
                .map(count -> result.tally().count() >= count)
                .orElse(false);
    }

    /// All measurements were taken, and not enough of them succeeded in a row.
    private static Optional<Limit> spent(MetricSpec metric, MetricResult result) {
        long successes = metric.consecutiveSuccessLimit();
        if (successes <= 0 || !reached(metric, result) || result.tally().consecutiveSuccess() >= successes) {
            return Optional.empty();
        }
        String text = "ConsecutiveSuccessLimit (" + successes + ") Not Reached";
        return Optional.of(
                metric.failureLimit() >= 0
                        ? new Limit(
                                AnalysisPhase.INCONCLUSIVE,
                                text + " and FailureLimit (" + metric.failureLimit() + ") Not Violated")
                        : new Limit(AnalysisPhase.FAILED, text));
    }
}
