package dev.supercargo.app.doctor;

import dev.supercargo.access.Audit;
import dev.supercargo.access.Component;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the doctor found.
///
/// @param permissions the answer to each question about permissions
/// @param checks everything else
/// @param fix the roles and bindings that are missing or not as they should be
public record Report(List<Answer> permissions, List<Check> checks, List<KubeObject> fix) {
    public Report {
        permissions = List.copyOf(permissions);
        checks = List.copyOf(checks);
        fix = List.copyOf(fix);
    }

    /// How something is.
    public enum State {
        OK,
        MISSING,
        UNKNOWN;

        String word() {
            return this == OK ? "ok" : this == MISSING ? "missing" : "unknown";
        }
    }

    /// The answer to a question about a permission; `why` tells why it is not known.
    public record Answer(Audit.Question question, State state, String why) {}

    /// Something else that was looked at.
    ///
    /// @param vital whether the installation is not well where this is missing or unknown
    public record Check(String name, State state, String found, boolean vital) {}

    /// The exit status: 0 all well, 1 something is missing, 2 it could not be told.
    public int exitStatus() {
        boolean missing = permissions.stream().anyMatch(answer -> answer.state() == State.MISSING)
                || checks.stream().anyMatch(check -> check.vital() && check.state() == State.MISSING);
        boolean unknown = permissions.stream().anyMatch(answer -> answer.state() == State.UNKNOWN)
                || checks.stream().anyMatch(check -> check.vital() && check.state() == State.UNKNOWN);
        return missing ? 1 : unknown ? 2 : 0;
    }

    /// Lines for people: each component, what it lacks in a sentence, then the other checks.
    public String table() {
        var lines = new StringBuilder();
        for (Component component : Component.values()) {
            List<Answer> own = of(component);
            long granted =
                    own.stream().filter(answer -> answer.state() == State.OK).count();
            lines.append("%-30s %d of %d permissions granted%n".formatted(component.account(), granted, own.size()));
            own.stream()
                    .filter(answer -> answer.state() != State.OK)
                    .forEach(answer -> lines.append("  ").append(told(answer)).append('\n'));
        }
        lines.append('\n');
        for (Check check : checks) {
            lines.append("%-30s %-8s %s%n".formatted(check.name(), check.state().word(), check.found()));
        }
        if (!fix.isEmpty()) {
            lines.append("\nmend it with: supercargo doctor --fix-yaml | kubectl apply -f -\n");
        }
        return lines.toString();
    }

    private static String told(Answer answer) {
        return answer.state() == State.MISSING
                ? answer.question().sentence() + ". "
                        + answer.question().grant().component().purpose() + " stop there."
                : "unknown: " + answer.question().permission() + ": " + answer.why();
    }

    private List<Answer> of(Component component) {
        return permissions.stream()
                .filter(answer -> answer.question().grant().component() == component)
                .toList();
    }

    /// The manifests that mend what is missing, ready for `kubectl apply -f -`; empty where nothing is.
    public String fixYaml() {
        return fix.stream().map(object -> Yaml.print(object.tree())).collect(Collectors.joining("---\n"));
    }

    /// As JSON.
    public String json() {
        return Json.pretty(tree()) + "\n";
    }

    /// As YAML.
    public String yaml() {
        return Yaml.print(tree());
    }

    private Map<String, Object> tree() {
        var components = new ArrayList<Object>();
        for (Component component : Component.values()) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("component", component.word());
            tree.put("account", component.account());
            tree.put(
                    "permissions",
                    of(component).stream().<Object>map(Report::tree).toList());
            components.add(tree);
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("healthy", exitStatus() == 0);
        tree.put("components", components);
        tree.put("checks", checks.stream().<Object>map(Report::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Answer answer) {
        Audit.Question question = answer.question();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("verb", question.permission().verb());
        tree.put("group", question.permission().group());
        tree.put("resource", question.permission().resource());
        if (!question.permission().name().isEmpty()) {
            tree.put("name", question.permission().name());
        }
        if (!question.namespace().isEmpty()) {
            tree.put("namespace", question.namespace());
        }
        tree.put(
                "state", answer.state() == State.OK ? "granted" : answer.state().word());
        tree.put("because", question.grant().reason().because());
        question.grant().reason().feature().ifPresent(feature -> tree.put("when", feature.words()));
        if (!answer.why().isEmpty()) {
            tree.put("why", answer.why());
        }
        return tree;
    }

    private static Map<String, Object> tree(Check check) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", check.name());
        tree.put("state", check.state().word());
        tree.put("found", check.found());
        return tree;
    }
}
