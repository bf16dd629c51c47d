package dev.supercargo.app.demo;

import dev.supercargo.access.Component;
import dev.supercargo.app.Laptop;
import dev.supercargo.app.UserError;
import dev.supercargo.decisions.problem.MissingPermission;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A permission that is withdrawn while Freight travels, to see how a stop looks: `create` on Promotions, once the
/// first
/// Stage is through. Used by the demo's one thread.
final class Breakage {
    private static final String FIRST = Pipeline.STAGES.getFirst();
    private static final ObjectKey ROLE = ObjectKey.cluster(Component.CONTROLLER.account());
    private static final long READING_SECONDS = 2;

    /// How much of it is wanted.
    enum Wish {
        /// Nothing is broken.
        NONE,
        /// It is broken, and told.
        BREAK,
        /// It is broken, told, and mended as the problem's remedy says.
        BREAK_AND_FIX
    }

    /// How far it has come.
    enum State {
        INTACT,
        WITHDRAWN,
        TOLD,
        FIXED
    }

    private final Wish wish;
    private final Laptop laptop;
    private final Report report;
    private State state = State.INTACT;

    Breakage(Wish wish, Laptop laptop, Report report) {
        this.wish = wish;
        this.laptop = laptop;
        this.report = report;
    }

    State state() {
        return state;
    }

    /// Takes back what an earlier run has mended in the same data folder, as it would mend this one, too.
    void prepare() {
        if (wish != Wish.NONE) {
            var permission = new MissingPermission(
                    Component.CONTROLLER.username(), "create", Kinds.GROUP, "promotions", Pipeline.PROJECT);
            permission.grants().forEach(object -> laptop.localUser().delete(type(object), object.key()));
        }
    }

    /// Takes the next step where it is time for one.
    ///
    /// @param freight the Freight that travels, once it is there
    void look(Pipeline pipeline, Optional<String> freight) throws InterruptedException {
        boolean through = freight.filter(name -> pipeline.settled(FIRST, name)).isPresent();
        if (wish == Wish.NONE) {
            return;
        }
        if (state == State.INTACT && through) {
            withdraw(laptop.localUser());
            state = State.WITHDRAWN;
        }
        Optional<Problem> blocked = blocked();
        if (state == State.WITHDRAWN && blocked.isPresent()) {
            tell(blocked.get());
            state = State.TOLD;
            if (wish == Wish.BREAK_AND_FIX) {
                TimeUnit.SECONDS.sleep(READING_SECONDS);
                fix(blocked.get());
                state = State.FIXED;
            }
        }
    }

    /// The problem that the withdrawn permission makes, while it does.
    Optional<Problem> blocked() {
        return laptop.problems().stream()
                .filter(problem -> problem.code() == ProblemCode.PERMISSION_MISSING
                        && problem.subject().type().equals(Kinds.STAGE)
                        && problem.subject().project().equals(Pipeline.PROJECT)
                        && problem.remedy().permission().isPresent())
                .findFirst();
    }

    private void withdraw(Kube kube) {
        KubeObject role = kube.get(Kinds.CLUSTER_ROLE, ROLE)
                .orElseThrow(
                        () -> new UserError("ClusterRole " + ROLE + " is missing; choose another folder with --data"));
        List<Object> rules = without(Json.list(role.view(), "rules"), Kinds.GROUP, "promotions", "create");
        kube.patch(Kinds.CLUSTER_ROLE, ROLE, Map.of("rules", rules));
        report.say("broken", "withdrew create on promotions from the role of " + Component.CONTROLLER.account());
    }

    /// The rules without one verb on one resource; what else a rule grants stays.
    static List<Object> without(List<Object> rules, String group, String resource, String verb) {
        var kept = new ArrayList<Object>();
        for (Object item : rules) {
            Map<String, Object> rule = Json.asObject(item);
            List<Object> resources = new ArrayList<>(Json.list(rule, "resources"));
            List<Object> verbs = new ArrayList<>(Json.list(rule, "verbs"));
            boolean concerned = Json.list(rule, "apiGroups").contains(group)
                    && resources.contains(resource)
                    && verbs.contains(verb);
            if (!concerned) {
                kept.add(rule);
                continue;
            }
            resources.remove(resource);
            verbs.remove(verb);
            if (!resources.isEmpty()) {
                kept.add(changed(rule, "resources", resources));
            }
            if (!verbs.isEmpty()) {
                kept.add(changed(changed(rule, "resources", List.of(resource)), "verbs", verbs));
            }
        }
        return kept;
    }

    private static Map<String, Object> changed(Map<String, Object> rule, String field, List<Object> values) {
        Map<String, Object> copy = Json.copy(rule);
        copy.put(field, new ArrayList<>(values));
        return copy;
    }

    private void tell(Problem problem) {
        String missing =
                problem.remedy().permission().map(MissingPermission::sentence).orElse("");
        report.say(
                "blocked",
                "\n" + problem.subject() + " is blocked since " + problem.since() + ": "
                        + problem.code().word() + "\n  " + problem.sentence() + "\n  " + missing
                        + ".\n  The same say: supercargo why stage "
                        + problem.subject().key().name() + " -p " + Pipeline.PROJECT + "; supercargo problems; kubectl"
                        + " describe stage\n  This mends it (kubectl --kubeconfig "
                        + laptop.data().kubeconfig() + " apply -f -):\n"
                        + problem.remedy().yaml().indent(4));
    }

    private void fix(Problem problem) {
        for (KubeObject object : problem.remedy().permission().stream()
                .flatMap(missing -> missing.grants().stream())
                .toList()) {
            laptop.localUser().create(type(object), object);
        }
        report.say("fixed", "applied that YAML; nothing is restarted");
    }

    private static ResourceType type(KubeObject object) {
        return object.kind().equals("Role") ? Kinds.ROLE : Kinds.ROLE_BINDING;
    }
}
