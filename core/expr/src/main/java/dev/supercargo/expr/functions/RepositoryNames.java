package dev.supercargo.expr.functions;

import java.util.function.UnaryOperator;

/// How URLs of repositories are brought into the form in which they are compared (sources.md).
///
/// @param git of a Git repository
/// @param image of a container image repository
/// @param chart of a chart repository
public record RepositoryNames(UnaryOperator<String> git, UnaryOperator<String> image, UnaryOperator<String> chart) {
    /// Whether two URLs name the same Git repository.
    boolean isSameGit(String a, String b) {
        return git.apply(a).equals(git.apply(b));
    }
}
