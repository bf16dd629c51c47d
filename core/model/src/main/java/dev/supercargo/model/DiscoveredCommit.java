package dev.supercargo.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A commit that was found.
///
/// - `id`: hash of the commit.
/// - `branch`: branch on which it was found, where the subscription names one.
/// - `tag`: tag that led to it.
/// - `subject`: first line of its message.
/// - `author`: who wrote it.
/// - `committer`: who committed it.
/// - `creatorDate`: when it, or its annotated tag, was made.
public record DiscoveredCommit(
        String id,
        String branch,
        String tag,
        String subject,
        String author,
        String committer,
        @Nullable Instant creatorDate) {}
