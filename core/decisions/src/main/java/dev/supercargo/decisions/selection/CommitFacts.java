package dev.supercargo.decisions.selection;

import java.time.Instant;

/// What a repository says about one commit.
///
/// @param date the committer's date
/// @param author `Name <email>`, as is `committer`
/// @param subject the first paragraph of the message in one line
public record CommitFacts(String id, Instant date, String author, String committer, String subject) {}
