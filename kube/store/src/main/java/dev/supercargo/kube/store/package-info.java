/// A revisioned key-value store with watch and compaction.
///
/// - **In:** keys, bytes, and the revision that a writer believes to be the newest.
/// - **Out:** revisions, entries, ordered changes without gaps.
/// - **Does not know:** what the bytes mean.
///
/// Start at [Store]. All state and all order live in [RevisionedStore]; what makes a write durable is a [Log].
@NullMarked
package dev.supercargo.kube.store;

import org.jspecify.annotations.NullMarked;
