package dev.supercargo.rest;

import dev.supercargo.access.RestRoute;
import dev.supercargo.controllers.problems.PermissionAudit;
import dev.supercargo.controllers.problems.ProblemWatch;
import dev.supercargo.decisions.inspection.Picture;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.stage.StageExplanation;
import dev.supercargo.model.Stage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/// What the API answers.
public final class RestApi {
    private final ProblemWatch watch;
    private final Access access;
    private final InstantSource clock;
    private final Router router;

    /// @param authentication finds out who asks
    /// @param access whether somebody may
    /// @param health what `/livez` and `/readyz` check
    /// @param metrics the text of `/metrics`
    /// @param audits what components were found to be granted
    public RestApi(
            ProblemWatch watch,
            Authentication authentication,
            Access access,
            Health health,
            Supplier<String> metrics,
            List<PermissionAudit> audits,
            InstantSource clock) {
        this.watch = watch;
        this.access = access;
        this.clock = clock;
        List<Route> routes = List.of(
                new Route(RestRoute.EXPLANATION, this::explanation),
                new Route(RestRoute.PROJECT_PROBLEMS, this::projectProblems),
                new Route(RestRoute.PROBLEMS, this::problems),
                new Route(RestRoute.PERMISSIONS, _ -> Answer.json(200, PermissionsAnswer.tree(audits))),
                new Route(RestRoute.HEALTH, _ -> Answer.plain(200, "ok")),
                new Route(
                        RestRoute.LIVE,
                        asked -> health.live().answer("livez", asked.query().contains("verbose"))),
                new Route(
                        RestRoute.READY,
                        asked -> health.ready().answer("readyz", asked.query().contains("verbose"))),
                new Route(
                        RestRoute.METRICS,
                        _ -> Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get())));
        this.router = new Router(routes, authentication, access, this::isProject);
    }

    /// The checks of the process.
    public record Health(HealthChecks live, HealthChecks ready) {}

    Router router() {
        return router;
    }

    private boolean isProject(String name) {
        return watch.picture().projects().stream()
                .anyMatch(project -> project.metadata().name().equals(name));
    }

    private Answer explanation(Route.Asked asked) {
        String project = asked.part("{project}");
        String name = asked.part("{stage}");
        Picture picture = watch.picture();
        Stage stage = picture.pipelines().stages().stream()
                .filter(found -> found.metadata().namespace().equals(project)
                        && found.metadata().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "Stage.kargo.akuity.io \"" + name + "\" not found"));
        return Answer.json(
                200, StageExplanation.of(picture.view(stage), clock.instant()).tree());
    }

    private Answer projectProblems(Route.Asked asked) {
        String project = asked.part("{project}");
        return listed(watch.problems().stream()
                .filter(problem -> problem.subject().project().equals(project))
                .toList());
    }

    /// Those of the Projects whose Stages the caller may list; what belongs to no Project, to those who may list all.
    private Answer problems(Route.Asked asked) {
        var may = new HashMap<String, Boolean>();
        var shown = new ArrayList<Problem>();
        boolean everywhere = mayList(asked.caller(), "");
        for (Problem problem : watch.problems()) {
            String project = problem.subject().project();
            boolean isShown = everywhere
                    || (!project.isEmpty()
                            && may.computeIfAbsent(project, namespace -> mayList(asked.caller(), namespace)));
            if (isShown) {
                shown.add(problem);
            }
        }
        return listed(shown);
    }

    private boolean mayList(Caller caller, String namespace) {
        return access.isAllowed(caller, new Access.Wish("list", "kargo.akuity.io", "stages", namespace, ""));
    }

    private static Answer listed(List<Problem> problems) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("problems", problems.stream().<Object>map(Problem::tree).toList());
        return Answer.json(200, tree);
    }
}
