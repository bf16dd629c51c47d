package dev.supercargo.promotion;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a step notes before it acts, so that a run after a crash knows what the broken-off run was about to do.
///
/// Notes last until the step has ended and its end is recorded; a retry after an error sees them too.
public interface StepJournal {
    /// Whether an earlier run of this step began and did not live to tell how it went.
    boolean interrupted();

    /// What was noted under a key by this or an earlier run of this step.
    Optional<String> noted(String key);

    /// Notes something; it is on disk when this returns.
    void note(String key, String value);

    /// A journal without a past that forgets with the process: for steps that run outside a Promotion.
    static StepJournal forgetful() {
        var notes = new ConcurrentHashMap<String, String>(Map.of());
        return new StepJournal() {
            @Override
            public boolean interrupted() {
                return false;
            }

            @Override
            public Optional<String> noted(String key) {
                return Optional.ofNullable(notes.get(key));
            }

            @Override
            public void note(String key, String value) {
                notes.put(key, value);
            }
        };
    }
}
