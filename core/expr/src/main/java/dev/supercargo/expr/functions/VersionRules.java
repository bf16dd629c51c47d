package dev.supercargo.expr.functions;

import java.util.Optional;

/// How versions are read and compared (sources.md); passed in, as the rules live with the selection of artifacts.
public interface VersionRules {
    /// A version's parts.
    ///
    /// @param major unsigned
    /// @param minor unsigned
    /// @param patch unsigned
    /// @param prerelease without `-`, empty where there is none
    /// @param metadata without `+`, empty where there is none
    /// @param original the text that was read
    record Version(long major, long minor, long patch, String prerelease, String metadata, String original) {
        /// The usual form, without `v`.
        String canonical() {
            String core = Long.toUnsignedString(major) + "." + Long.toUnsignedString(minor) + "."
                    + Long.toUnsignedString(patch);
            return core + (prerelease.isEmpty() ? "" : "-" + prerelease) + (metadata.isEmpty() ? "" : "+" + metadata);
        }
    }

    /// Reads a version: a leading `v`, missing parts and leading zeros are allowed.
    Optional<Version> parse(String text);

    /// The order of two versions; build metadata does not count.
    int compare(Version a, Version b);
}
