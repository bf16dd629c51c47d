package dev.supercargo.decisions.health;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one Argo CD Application tells: the first row of the table in controllers.md 10.3 that fits. `status` is the
/// part
/// of its status that is shown, without the times that tick although nothing has changed.
record ArgoApplicationHealth(HealthState state, List<String> issues, boolean untrusted, Map<String, Object> status) {
    static ArgoApplicationHealth of(String title, ArgoCheckInput.App app, ArgoApplications.Lookup lookup) {
        return switch (lookup) {
            case ArgoApplications.Lookup.Missing _ -> unknown("unable to find " + title);
            case ArgoApplications.Lookup.Failed(var why) -> unknown("error finding " + title + ": " + why);
            case ArgoApplications.Lookup.Found(var application) -> {
                Row row = row(title, app, application);
                yield new ArgoApplicationHealth(row.state, row.issues, row.untrusted, shown(application));
            }
        };
    }

    private record Row(HealthState state, List<String> issues, boolean untrusted) {
        static Row of(HealthState state, String... issues) {
            return new Row(state, List.of(issues), false);
        }
    }

    private static ArgoApplicationHealth unknown(String issue) {
        var status = new LinkedHashMap<String, Object>();
        status.put("health", Map.of("status", "Unknown"));
        status.put("sync", Map.of("status", "Unknown"));
        return new ArgoApplicationHealth(HealthState.UNKNOWN, List.of(issue), false, status);
    }

    private static Row row(String title, ArgoCheckInput.App app, Map<String, Object> application) {
        Optional<Instant> finished = time(application, "status", "operationState", "finishedAt");
        Optional<Instant> reconciled = time(application, "status", "reconciledAt");
        if (finished.isPresent() && (reconciled.isEmpty() || reconciled.get().isBefore(finished.get()))) {
            String issue = title + " was not reconciled after its most recent operation completed; Application health"
                    + " status not trusted";
            return new Row(HealthState.UNKNOWN, List.of(issue), true);
        }
        List<String> errors = errors(title, application);
        if (!errors.isEmpty()) {
            return new Row(HealthState.UNHEALTHY, errors, false);
        }
        return revisions(title, app, application).orElseGet(() -> health(title, application));
    }

    private static List<String> errors(String title, Map<String, Object> application) {
        var errors = new ArrayList<String>();
        for (Object condition : Json.list(application, "status", "conditions")) {
            String type = Json.text(condition, "type").orElse("");
            if (type.equals("ComparisonError") || type.equals("InvalidSpecError")) {
                errors.add(title + " has \"" + type + "\" condition: "
                        + Json.text(condition, "message").orElse(""));
            }
        }
        return errors;
    }

    private static Optional<Row> revisions(String title, ArgoCheckInput.App app, Map<String, Object> application) {
        if (!app.wishes()) {
            return Optional.empty();
        }
        boolean syncRequested = Json.at(application, "operation", "sync").isPresent();
        boolean finished =
                Json.at(application, "status", "operationState", "finishedAt").isPresent();
        if (syncRequested || !finished) {
            return Optional.of(Row.of(HealthState.UNKNOWN, title + " is being synced"));
        }
        List<String> wanted = app.desiredRevisions();
        List<Object> sources = sources(application);
        if (sources.size() != wanted.size()) {
            return Optional.of(Row.of(
                    HealthState.UNKNOWN,
                    title + " has " + sources.size() + " sources but " + wanted.size() + " desired revisions"));
        }
        List<String> observed = observed(application);
        if (observed.size() != wanted.size()) {
            return Optional.of(Row.of(
                    HealthState.UNKNOWN,
                    title + " has " + observed.size() + " observed revisions but " + wanted.size()
                            + " desired revisions"));
        }
        String name = title.substring("Argo CD ".length());
        var wrong = new ArrayList<String>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).isEmpty() && !wanted.get(i).equals(observed.get(i))) {
                wrong.add("Source " + i + " with RepoURL "
                        + Json.text(sources.get(i), "repoURL").orElse("") + " of " + name
                        + " does not match the desired revision \"" + wanted.get(i) + "\".");
            }
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(Row.of(
                        HealthState.UNHEALTHY,
                        "Not all sources of " + name + " are synced to the desired revisions. Issues: "
                                + String.join("; ", wrong)));
    }

    private static Row health(String title, Map<String, Object> application) {
        String word = Json.text(application, "status", "health", "status").orElse("");
        return switch (word) {
            case "Healthy" -> Row.of(HealthState.HEALTHY);
            case "Progressing", "" -> Row.of(HealthState.PROGRESSING, title + " is progressing");
            case "Suspended" -> Row.of(HealthState.PROGRESSING, title + " is suspended");
            default -> Row.of(HealthState.UNHEALTHY, title + " has health state \"" + word + "\"");
        };
    }

    private static List<Object> sources(Map<String, Object> application) {
        List<Object> several = Json.list(application, "spec", "sources");
        return several.isEmpty()
                ? Json.at(application, "spec", "source").map(List::of).orElse(List.of())
                : several;
    }

    private static List<String> observed(Map<String, Object> application) {
        List<Object> several = Json.list(application, "status", "sync", "revisions");
        return several.isEmpty()
                ? Json.text(application, "status", "sync", "revision").stream().toList()
                : several.stream().map(String::valueOf).toList();
    }

    private static Optional<Instant> time(Map<String, Object> tree, String... path) {
        return Json.text(tree, path).flatMap(KubeObject::instant);
    }

    private static Map<String, Object> shown(Map<String, Object> application) {
        Map<String, Object> status = Json.object(application, "status");
        var shown = new LinkedHashMap<String, Object>();
        shown.put("health", only(Json.object(status, "health"), "status"));
        shown.put("sync", only(Json.object(status, "sync"), "status", "revision", "revisions"));
        List<Object> conditions = Json.list(status, "conditions");
        if (!conditions.isEmpty()) {
            shown.put(
                    "conditions",
                    conditions.stream()
                            .<Object>map(c -> only(Json.asObject(c), "type", "message"))
                            .toList());
        }
        Map<String, Object> operation = Json.object(status, "operationState");
        if (!operation.isEmpty()) {
            var state = only(operation, "operation", "phase", "message", "finishedAt");
            Map<String, Object> result = only(Json.object(operation, "syncResult"), "revision", "revisions");
            if (!result.isEmpty()) {
                state.put("syncResult", result);
            }
            shown.put("operationState", state);
        }
        return shown;
    }

    /// The named members that say something.
    private static Map<String, Object> only(Map<String, Object> tree, String... names) {
        var kept = new LinkedHashMap<String, Object>();
        for (String name : names) {
            Object value = tree.get(name);
            if (value != null && !value.equals("")) {
                kept.put(name, value);
            }
        }
        return kept;
    }
}
