/// Steps that clone repositories, change working trees, and push (steps.md 6).
///
/// - **In:** a configuration, the Promotion's directory, git, credentials.
/// - **Out:** working trees, commits, tags, and what the remote has afterwards.
/// - **Does not know:** how git is run (`world/git`), where credentials are kept.
///
/// The process may be killed between a commit or push and the record of it. Each step therefore notes
/// where it stood
/// before it acts, and a run after a kill first looks whether the deed is done.
///
/// Start at [GitCloneStep].
@NullMarked
package dev.supercargo.promotion.git;

import org.jspecify.annotations.NullMarked;
