/// Selection: which commits (later: image tags, chart versions) qualify, in which order.
///
/// - **In:** a subscription, and facts about commits and tags.
/// - **Out:** the list as it goes into `status.discoveredArtifacts`, best first; whether a pushed ref
///   matters.
/// - **Does not know:** how facts are got; walking is lazy, so that no more is asked than the answer needs.
///
/// Discovery is plan ([GitSelection#of]), facts ([CommitFacts], [TagFacts]) and selection ([GitSelection]).
@NullMarked
package dev.supercargo.decisions.selection;

import org.jspecify.annotations.NullMarked;
