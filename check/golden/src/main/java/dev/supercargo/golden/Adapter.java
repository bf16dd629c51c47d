package dev.supercargo.golden;

import java.util.Map;

/// Carries the cases of one file to the rules they are about.
public interface Adapter extends AutoCloseable {
    /// The file's name, such as `semver.json`.
    String file();

    /// The file's name, and what it is played on where there are several.
    default String label() {
        return file();
    }

    /// How many of its cases may run at the same time.
    default int atOnce() {
        return 1;
    }

    /// Called once before the first case with the whole file (for data beside `cases`).
    default void open(Map<String, Object> file) {}

    /// Runs one case. An exception counts as a failure with its message.
    Verdict run(Map<String, Object> testCase) throws Exception;

    @Override
    default void close() {}
}
