package dev.supercargo.app.demo;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The example's pipeline as a client of the API sees it, read from watched objects.
final class Pipeline {
    /// The Project and its namespace.
    static final String PROJECT = "fan-out";

    /// The Stages in the order in which Freight passes them.
    static final List<String> STAGES = List.of("dev-sandbox", "dev-uat", "dev", "management", "staging", "production");

    private final Cache<KubeObject> stages;
    private final Cache<KubeObject> promotions;
    private final Cache<KubeObject> freight;

    Pipeline(Cache<KubeObject> stages, Cache<KubeObject> promotions, Cache<KubeObject> freight) {
        this.stages = stages;
        this.promotions = promotions;
        this.freight = freight;
    }

    /// What each Stage shows now.
    List<Report.Row> rows() {
        return STAGES.stream().map(this::row).toList();
    }

    private Report.Row row(String stage) {
        Optional<KubeObject> latest = latestPromotion(stage);
        Optional<KubeObject> object = stages.in(PROJECT).stream()
                .filter(candidate -> candidate.name().equals(stage))
                .findFirst();
        String phase =
                latest.flatMap(p -> Json.text(p.view(), "status", "phase")).orElse("");
        String name =
                latest.flatMap(p -> Json.text(p.view(), "spec", "freight")).orElse("");
        String reason = object.map(o -> reason(o.view())).orElse("not there yet");
        return new Report.Row(
                stage, shortened(name), phase, latest.map(Pipeline::step).orElse(""), reason);
    }

    private static String step(KubeObject promotion) {
        List<Object> done = Json.list(promotion.view(), "status", "stepExecutionMetadata");
        int all = Json.list(promotion.view(), "spec", "steps").size();
        if (done.isEmpty()) {
            return "";
        }
        String alias = Json.text(done.getLast(), "alias").orElse("");
        return done.size() + "/" + all + " " + alias.substring(alias.lastIndexOf(':') + 1);
    }

    private static String reason(Object stage) {
        return Json.list(stage, "status", "conditions").stream()
                .filter(c -> Json.text(c, "type").equals(Optional.of("Ready")))
                .findFirst()
                .flatMap(c -> Json.text(c, "message"))
                .orElse("");
    }

    /// The Promotion of a Stage that was made last.
    Optional<KubeObject> latestPromotion(String stage) {
        return promotions.in(PROJECT).stream()
                .filter(p -> Json.text(p.view(), "spec", "stage").equals(Optional.of(stage)))
                .max(Comparator.comparing(KubeObject::name));
    }

    /// The Freight that holds a commit.
    Optional<String> freightOf(String commit) {
        return freight.in(PROJECT).stream()
                .filter(f -> Json.list(f.view(), "commits").stream()
                        .anyMatch(c -> Json.text(c, "id").equals(Optional.of(commit))))
                .map(KubeObject::name)
                .findFirst();
    }

    /// Whether a Stage is done with some Freight: promoted, verified, and at rest.
    boolean settled(String stage, String freightName) {
        return latestPromotion(stage)
                        .filter(p -> Json.text(p.view(), "spec", "freight").equals(Optional.of(freightName)))
                        .filter(p -> Json.text(p.view(), "status", "phase").equals(Optional.of("Succeeded")))
                        .isPresent()
                && freight.in(PROJECT).stream()
                        .filter(f -> f.name().equals(freightName))
                        .anyMatch(f ->
                                Json.at(f.view(), "status", "verifiedIn", stage).isPresent());
    }

    /// What went wrong with some Freight, if anything did and will not mend itself.
    Optional<String> failure(String freightName) {
        return STAGES.stream()
                .flatMap(stage -> latestPromotion(stage).stream())
                .filter(p -> Json.text(p.view(), "spec", "freight").equals(Optional.of(freightName)))
                .filter(p -> List.of("Failed", "Errored", "Aborted")
                        .contains(Json.text(p.view(), "status", "phase").orElse("")))
                .map(p -> "Promotion " + p.name() + " "
                        + Json.text(p.view(), "status", "phase").orElse("") + ": "
                        + Json.text(p.view(), "status", "message").orElse("no message"))
                .findFirst();
    }

    static String shortened(String freightName) {
        return freightName.length() > 7 ? freightName.substring(0, 7) : freightName;
    }
}
