package dev.supercargo.decisions.inspection;

import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionPhase;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Promotions that are not over and that nobody works on. How they end is told of their Stage.
final class PromotionProblems {
    private static final String WISH = "carry out the Promotion";

    private PromotionProblems() {}

    static Optional<Problem> of(Promotion promotion, ProjectPicture project, Instant now) {
        String phase = promotion.status().phase();
        Finding finding = Finding.byController(Kinds.PROMOTION, promotion.metadata());
        return switch (phase) {
            case "" ->
                problem(finding, "it never got a phase", promotion.metadata().createdAt(), now);
            case PromotionPhase.PENDING ->
                turn(promotion, project)
                        .flatMap(since -> problem(
                                finding, "it waits, although nothing is before it and its Stage is free", since, now));
            case PromotionPhase.RUNNING ->
                running(promotion)
                        .flatMap(since -> problem(finding, "it runs, but no step of it has begun", since, now));
            default -> Optional.empty();
        };
    }

    private static Optional<Problem> problem(Finding finding, String what, Instant since, Instant now) {
        return Finding.isOver(since, now)
                ? Optional.of(finding.problem(ProblemCode.PROMOTION_STALLED, WISH, what, since))
                : Optional.empty();
    }

    /// Since when it is this Promotion's turn, if it is.
    private static Optional<Instant> turn(Promotion promotion, ProjectPicture project) {
        Optional<Stage> stage = project.stages().stream()
                .filter(s -> s.metadata().name().equals(promotion.spec().stage()))
                .findFirst();
        List<Promotion> others = project.promotionsTo(promotion.spec().stage()).stream()
                .filter(p -> !p.metadata().name().equals(promotion.metadata().name()))
                .toList();
        boolean first = others.stream()
                .filter(p -> !p.status().isTerminal())
                .noneMatch(p -> p.status().phase().equals(PromotionPhase.RUNNING)
                        || GoText.BY_BYTES.compare(
                                        p.metadata().name(),
                                        promotion.metadata().name())
                                < 0);
        if (stage.isEmpty() || !first || isBusy(stage.get())) {
            return Optional.empty();
        }
        return Stream.concat(
                        Stream.of(promotion.metadata().createdAt()),
                        others.stream().map(p -> p.status().finishedAt()).flatMap(Stream::ofNullable))
                .max(Instant::compareTo);
    }

    /// Whether the Stage waits for the health or the verification of what it holds before the next Promotion may begin.
    private static boolean isBusy(Stage stage) {
        boolean waits = Condition.find(stage.status().conditions(), "Promoting")
                .filter(condition -> condition.reason().startsWith("WaitingFor"))
                .isPresent();
        return waits
                || stage.status().currentFreight().stream()
                        .flatMap(held -> held.verificationHistory().stream())
                        .anyMatch(entry -> !entry.isTerminal());
    }

    /// Since when a running Promotion has no step that has begun.
    private static Optional<Instant> running(Promotion promotion) {
        return promotion.status().stepExecutionMetadata().isEmpty()
                ? Optional.ofNullable(promotion.status().startedAt())
                : Optional.empty();
    }
}
