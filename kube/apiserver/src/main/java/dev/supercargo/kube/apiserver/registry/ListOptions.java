package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.request.Query;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.selector.FieldQuery;
import dev.supercargo.kube.apiserver.selector.LabelQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a list, watch or deletecollection is meant: the parameters of its URL, checked (kubernetes-api.md 4.3, 4.4).
public record ListOptions(
        Selection selection,
        String resourceVersion,
        boolean exact,
        long limit,
        Optional<ContinueToken> token,
        WatchOptions watch) {
    private static final List<String> MATCHES = List.of("Exact", "NotOlderThan", "");

    /// What only watches use; `sendInitialEvents` may be left open.
    public record WatchOptions(boolean bookmarks, Optional<Boolean> sendInitialEvents, Optional<Long> timeoutSeconds) {}

    /// Everything, as it is now.
    public static final ListOptions NOW = of(Selection.EVERYTHING);

    /// What a selection matches now.
    public static ListOptions of(Selection selection) {
        return new ListOptions(
                selection, "", false, 0, Optional.empty(), new WatchOptions(false, Optional.empty(), Optional.empty()));
    }

    /// Reads the parameters.
    ///
    /// @throws ApiError 400 for unreadable values, 422 for combinations that do not fit
    public static ListOptions of(Query query, Resource resource, boolean watch) {
        long limit = query.number("limit").orElse(0L);
        Optional<Long> timeout = query.number("timeoutSeconds");
        Selection selection = selection(query, resource);
        Optional<Boolean> initial = query.optionalFlag("sendInitialEvents");
        String match = query.text("resourceVersionMatch");
        String version = query.text("resourceVersion");
        String token = query.text("continue");
        WriteOptions.refuse(
                "ListOptions",
                watch
                        ? watchErrors(match, initial, !token.isEmpty())
                        : listErrors(match, version, initial, !token.isEmpty()));
        if (watch) {
            var options = new WatchOptions(query.flag("allowWatchBookmarks"), initial, timeout);
            return new ListOptions(selection, version, false, 0, Optional.empty(), options);
        }
        Optional<ContinueToken> decoded = token.isEmpty() ? Optional.empty() : Optional.of(ContinueToken.decode(token));
        if (decoded.isPresent() && !version.isEmpty() && !version.equals("0")) {
            throw ApiError.badRequest("specifying resource version is not allowed when using continue");
        }
        if (!version.isEmpty() && !version.matches("\\d{1,18}")) {
            throw ApiError.badRequest("invalid resource version: resourceVersion: Invalid value: "
                    + FieldError.quote(version) + ": strconv.ParseUint: parsing " + FieldError.quote(version)
                    + ": invalid syntax");
        }
        boolean named = !version.isEmpty() && !version.equals("0");
        boolean exact = named && (match.equals("Exact") || (limit > 0 && match.isEmpty()));
        return new ListOptions(
                selection, version, exact, limit, decoded, new WatchOptions(false, Optional.empty(), timeout));
    }

    private static Selection selection(Query query, Resource resource) {
        LabelQuery labels = LabelQuery.parse(query.text("labelSelector"));
        FieldQuery fields = FieldQuery.parse(query.text("fieldSelector"));
        List<String> known = resource.rules().selectableFields();
        for (FieldQuery.Term term : fields.terms()) {
            String field = term.field();
            if (!field.equals("metadata.name") && !field.equals("metadata.namespace") && !known.contains(field)) {
                throw ApiError.badRequest(
                        known.isEmpty() && !resource.isCustom()
                                ? FieldError.quote(field)
                                        + " is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                                : "field label not supported: " + field);
            }
        }
        return new Selection(labels, fields);
    }

    private static List<FieldError> watchErrors(String match, Optional<Boolean> initial, boolean continued) {
        var errors = new ArrayList<FieldError>();
        if (initial.isPresent()) {
            if (match.isEmpty() || !match.equals("NotOlderThan")) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
            }
            if (!match.isEmpty() && !match.equals("NotOlderThan")) {
                errors.add(FieldError.notSupported("resourceVersionMatch", match, List.of("NotOlderThan")));
            }
        } else if (!match.isEmpty()) {
            errors.add(FieldError.forbidden(
                    "resourceVersionMatch",
                    "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
        if (!match.isEmpty() && continued) {
            errors.add(FieldError.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
        }
        return errors;
    }

    private static List<FieldError> listErrors(
            String match, String version, Optional<Boolean> initial, boolean continued) {
        var errors = new ArrayList<FieldError>();
        if (!match.isEmpty()) {
            if (version.isEmpty()) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (continued) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!MATCHES.contains(match)) {
                errors.add(FieldError.notSupported("resourceVersionMatch", match, MATCHES));
            }
            if (match.equals("Exact") && version.equals("0")) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        if (initial.isPresent()) {
            errors.add(FieldError.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }
        return errors;
    }

    /// The revision at which to list; 0 for the newest.
    long exactRevision() {
        return token.map(t -> Math.max(t.revision(), 0)).orElseGet(() -> exact ? Long.parseLong(resourceVersion) : 0L);
    }

    /// A revision that the list must have reached.
    Optional<Long> minimumRevision() {
        return token.isPresent() || exact || resourceVersion.isEmpty()
                ? Optional.empty()
                : Optional.of(Long.parseLong(resourceVersion));
    }

    /// Where a continued list starts: the key after the resource's prefix.
    Optional<String> start() {
        return token.map(ContinueToken::start);
    }
}
