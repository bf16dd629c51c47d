package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// All problems that the objects show.
public final class Inspection {
    /// How long something may stay undone before its silence is a problem.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How long a deletion may take.
    static final Duration DELETION_PATIENCE = Duration.ofSeconds(60);

    private Inspection() {}

    /// The problems of a picture, newest first, none twice.
    public static List<Problem> of(Picture picture, Instant now) {
        var found = new ArrayList<Problem>();
        picture.projects().forEach(project -> found.addAll(ProjectProblems.of(project, now)));
        picture.configs().forEach(config -> found.addAll(ProjectProblems.of(config, now)));
        picture.cluster().forEach(config -> found.addAll(ProjectProblems.of(config, now)));
        for (ProjectPicture project : ProjectPicture.all(picture).values()) {
            found.addAll(ofProject(project, now));
        }
        return distinct(found);
    }

    private static List<Problem> ofProject(ProjectPicture project, Instant now) {
        var found = new ArrayList<Problem>();
        project.warehouses().forEach(warehouse -> found.addAll(WarehouseProblems.of(warehouse, now)));
        project.stages().forEach(stage -> found.addAll(new StageProblems(project, stage, now).list()));
        project.promotions()
                .forEach(promotion ->
                        PromotionProblems.of(promotion, project, now).ifPresent(found::add));
        return found;
    }

    /// Of problems that are the same the first; newest first.
    public static List<Problem> distinct(Collection<Problem> problems) {
        var byIdentity = new LinkedHashMap<String, Problem>();
        problems.forEach(problem -> byIdentity.putIfAbsent(problem.identity(), problem));
        return byIdentity.values().stream().sorted(Problem.NEWEST_FIRST).toList();
    }
}
