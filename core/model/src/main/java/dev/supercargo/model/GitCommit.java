package dev.supercargo.model;

/// A commit of a Git repository.
///
/// - `repoURL`: URL of the repository.
/// - `id`: hash of the commit.
/// - `branch`: branch on which it was found.
/// - `tag`: tag that led to it.
/// - `message`: first line of the commit's message.
/// - `author`: who wrote it.
/// - `committer`: who committed it.
/// - `subscriptionName`: name of the subscription that found it, where that has one.
public record GitCommit(
        String repoURL,
        String id,
        String branch,
        String tag,
        String message,
        String author,
        String committer,
        String subscriptionName) {
    /// Whether both are the same commit of the same repository, whatever else is said about it.
    public boolean isSameCommit(GitCommit other) {
        return repoURL.equals(other.repoURL) && id.equals(other.id);
    }
}
