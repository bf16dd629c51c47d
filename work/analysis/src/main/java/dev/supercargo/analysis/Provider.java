package dev.supercargo.analysis;

import dev.supercargo.decisions.analysis.Measurement;
import dev.supercargo.decisions.analysis.MetricSpec;
import java.util.Map;

/// Takes measurements of one kind. A measurement that cannot be taken is a measurement of phase `Error`, never an
/// exception.
@FunctionalInterface
public interface Provider {
    /// Measures, on the caller's thread.
    ///
    /// @param metric the whole metric, arguments put in
    /// @param settings the provider's part of it
    Measurement measure(MetricSpec metric, Map<String, Object> settings) throws InterruptedException;

    /// Looks again at a measurement that was left unfinished; only kinds that leave some have more to say.
    default Measurement resume(MetricSpec metric, Map<String, Object> settings, Measurement unfinished)
            throws InterruptedException {
        return unfinished;
    }

    /// Ends a measurement that was left unfinished.
    default Measurement end(MetricSpec metric, Map<String, Object> settings, Measurement unfinished)
            throws InterruptedException {
        return unfinished;
    }
}
