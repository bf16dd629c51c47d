package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.meta.Json;
import dev.supercargo.model.Chart;
import dev.supercargo.model.Freight;
import dev.supercargo.model.GitCommit;
import dev.supercargo.model.Image;
import dev.supercargo.model.Subscription;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The artifacts of Freight: exactly one for each subscription of its Warehouse, and never changed.
final class FreightContents {
    private final String warehouse;
    private final List<FieldProblem> problems = new ArrayList<>();

    private FreightContents(String warehouse) {
        this.warehouse = warehouse;
    }

    /// A field that an update changes, and its new value.
    record Change(String field, Object value) {}

    static List<FieldProblem> problems(Freight freight, Warehouse warehouse) {
        var git = new LinkedHashMap<String, Integer>();
        var images = new LinkedHashMap<String, Integer>();
        var charts = new LinkedHashMap<String, Integer>();
        for (Subscription subscription : warehouse.spec().parsedSubscriptions()) {
            switch (subscription) {
                case Subscription.Git one ->
                    git.put(RepositoryUrls.git(one.spec().repoURL()), 0);
                case Subscription.Image one -> images.put(one.spec().repoURL(), 0);
                case Subscription.Chart one ->
                    charts.put(
                            FreightName.chartKey(
                                    one.spec().repoURL(), one.spec().name()),
                            0);
                case Subscription.Generic _, Subscription.Malformed _ -> {}
            }
        }
        var contents = new FreightContents(warehouse.metadata().name());
        contents.count("commits", "Git repository", freight.commits(), FreightContents::key, git);
        contents.count("images", "image repository", freight.images(), Image::repoURL, images);
        contents.count("charts", "Helm chart", freight.charts(), FreightContents::key, charts);
        contents.expectOneOfEach("commits", git);
        contents.expectOneOfEach("images", images);
        contents.expectOneOfEach("charts", charts);
        return contents.problems;
    }

    private static String key(GitCommit commit) {
        return RepositoryUrls.git(commit.repoURL());
    }

    private static String key(Chart chart) {
        return FreightName.chartKey(chart.repoURL(), chart.name());
    }

    private <A extends Record> void count(
            String field, String what, List<A> artifacts, Function<A, String> key, Map<String, Integer> subscribed) {
        for (A artifact : artifacts) {
            String of = key.apply(artifact);
            if (subscribed.computeIfPresent(of, (_, count) -> count + 1) == null) {
                problems.add(FieldProblem.invalid(
                        field,
                        Wire.write(artifact),
                        "no subscription found for " + what + " in Warehouse \"" + warehouse + "\""));
            }
        }
    }

    private void expectOneOfEach(String field, Map<String, Integer> subscribed) {
        subscribed.forEach((url, count) -> {
            if (count != 1) {
                problems.add(FieldProblem.invalid(
                        field,
                        null,
                        (count == 0 ? "no artifact" : "multiple artifacts") + " found for subscription \"" + url
                                + "\" of Warehouse \"" + warehouse + "\""));
            }
        });
    }

    /// The first field that differs, in the order origin, commits, images, charts, artifacts.
    static Optional<Change> firstChange(Freight old, Freight freight) {
        if (!old.origin().equals(freight.origin())) {
            return Optional.of(new Change("origin", Wire.write(freight.origin())));
        }
        return firstChange("commits", old.commits(), freight.commits())
                .or(() -> firstChange("images", old.images(), freight.images()))
                .or(() -> firstChange("charts", old.charts(), freight.charts()))
                .or(() -> firstChange("artifacts", old.artifacts(), freight.artifacts()));
    }

    private static <A extends Record> Optional<Change> firstChange(String field, List<A> old, List<A> now) {
        if (old.size() != now.size()) {
            return Optional.of(new Change(field, Wire.writeAll(now)));
        }
        for (int i = 0; i < now.size(); i++) {
            Map<String, Object> wanted = Wire.write(now.get(i));
            if (!Json.same(Wire.write(old.get(i)), wanted)) {
                return Optional.of(new Change(field + "[" + i + "]", wanted));
            }
        }
        return Optional.empty();
    }
}
