package dev.supercargo.decisions.admission;

import java.util.List;

/// Who sends a request: user name and groups, as the API server established them.
public record Caller(String username, List<String> groups) {
    public Caller {
        groups = List.copyOf(groups);
    }

    /// How Events and annotations name this caller.
    String actor() {
        return "kubernetes:" + username;
    }
}
