package dev.supercargo.decisions.selection;

import java.time.Instant;

/// What a repository says about one tag that leads to a commit.
///
/// @param created the tagger's date of an annotated tag, else the commit's date
/// @param tagger `Name <email>`, empty for a lightweight tag, as is `annotation`
/// @param annotation the subject of the tag's own message
public record TagFacts(String tag, CommitFacts commit, Instant created, String tagger, String annotation) {}
