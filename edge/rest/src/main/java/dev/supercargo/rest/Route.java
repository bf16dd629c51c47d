package dev.supercargo.rest;

import dev.supercargo.access.RestRoute;
import java.util.Map;
import java.util.Set;

/// A route: what is declared of it, its permission included, and what it answers.
///
/// @param declared path and permission
record Route(RestRoute declared, Handler handler) {
    /// Answers requests that the caller may make.
    @FunctionalInterface
    interface Handler {
        Answer answer(Asked asked);
    }

    /// A request that has passed all checks.
    ///
    /// @param path the parts of the path that the route leaves open
    /// @param query the names of the query's parameters
    record Asked(Caller caller, Map<String, String> path, Set<String> query) {
        String part(String name) {
            String value = path.get(name);
            if (value == null) {
                throw new IllegalStateException("the route has no part " + name);
            }
            return value;
        }
    }
}
