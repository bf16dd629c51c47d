/// Repository URLs in the form in which they are compared (sources.md 5).
///
/// - **In:** URLs as people write them.
/// - **Out:** [RepositoryUrls], the text that stands for the repository in Freight names, look-ups and uniqueness.
/// - **Does not know:** whether the repository exists.
///
/// Start at [RepositoryUrls].
@NullMarked
package dev.supercargo.decisions.selection.url;

import org.jspecify.annotations.NullMarked;
