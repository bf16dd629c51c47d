package dev.supercargo.golden;

import java.util.List;
import java.util.Map;

/// One request of a replay, with everything filled in.
///
/// @param target path and query
/// @param headers names in any case, values in order; a bearer token is among them
record Asked(String method, String target, Map<String, List<String>> headers, byte[] body, Caller caller) {
    /// Who asks, apart from a token in a header.
    enum Caller {
        ADMINISTRATOR,
        NOBODY
    }

    String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }
}
