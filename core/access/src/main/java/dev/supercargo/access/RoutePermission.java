package dev.supercargo.access;

/// What a caller of the REST API must be permitted before a route does anything (rest-api.md 3).
public sealed interface RoutePermission {
    /// Why, or why not more.
    String because();

    /// The caller may use a verb on a resource, in the Project of the path (`{project}`), or cluster-wide where the
    /// path
    /// names none. An access review asks.
    ///
    /// @param name the part of the path that holds the object's name, such as `{stage}`; empty for all objects
    record Needs(String verb, String group, String resource, String name, String because) implements RoutePermission {}

    /// Anybody who is known may ask; what is answered is limited to what the caller may `list`.
    record OnlyOwn(String group, String resource, String because) implements RoutePermission {}

    /// Anybody who is known.
    record Authenticated(String because) implements RoutePermission {}

    /// Anybody at all.
    record Public(String because) implements RoutePermission {}
}
