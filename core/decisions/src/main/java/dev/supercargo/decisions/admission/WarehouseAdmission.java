package dev.supercargo.decisions.admission;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.meta.Json;
import dev.supercargo.model.ChartSubscription;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.Subscription;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Warehouse (resources.md 8.6).
final class WarehouseAdmission implements KindRules {
    private static final String PATH = "spec.subscriptions";
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int MAX_LABEL = 63;

    private final AdmissionSettings settings;

    WarehouseAdmission(AdmissionSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public void mutate(AdmissionReview review, Map<String, Object> tree, Lookups lookups, Instant now) {
        List<Object> subscriptions = Json.list(tree, "spec", "subscriptions");
        refuseMalformed(subscriptions);
        MetadataEdit.followShard(tree, Json.text(tree, "spec", "shard").orElse(""));
        for (int i = 0; i < subscriptions.size(); i++) {
            setDefaults(Subscription.read(i, subscriptions.get(i)), Json.asObject(subscriptions.get(i)));
        }
        if (!Json.same(tree, review.object().view())) {
            subscriptions.forEach(WarehouseAdmission::canonicalise);
        }
    }

    private static void refuseMalformed(List<Object> subscriptions) {
        for (int i = 0; i < subscriptions.size(); i++) {
            if (Subscription.read(i, subscriptions.get(i)) instanceof Subscription.Malformed malformed) {
                throw new Refused(Refusal.undecodable(malformed.reason()));
            }
        }
    }

    private static void setDefaults(Subscription subscription, Map<String, Object> tree) {
        switch (subscription) {
            case Subscription.Git _ -> {
                Map<String, Object> git = spec(tree, "git");
                fill(git, "commitSelectionStrategy", GitSubscription.NEWEST_FROM_BRANCH);
                fill(git, "strictSemvers", true);
                fill(git, "discoveryLimit", (long) Subscription.DEFAULT_LIMIT);
            }
            case Subscription.Image _ -> {
                Map<String, Object> image = spec(tree, "image");
                fill(image, "imageSelectionStrategy", "SemVer");
                fill(image, "strictSemvers", true);
                fill(image, "discoveryLimit", (long) Subscription.DEFAULT_LIMIT);
            }
            case Subscription.Chart _ -> fill(spec(tree, "chart"), "discoveryLimit", (long) Subscription.DEFAULT_LIMIT);
            // only git, image and chart have a subscriber
            case Subscription.Generic _, Subscription.Malformed _ ->
                throw new Refused(Refusal.denied("no matching registration found"));
        }
    }

    private static Map<String, Object> spec(Map<String, Object> tree, String type) {
        if (!(tree.get(type) instanceof Map<?, ?> spec)) {
            throw new Refused(Refusal.denied("no matching registration found"));
        }
        return Json.asObject(spec);
    }

    /// Sets what is absent, empty or zero (`false` is a choice).
    private static void fill(Map<String, Object> spec, String field, Object value) {
        Object given = spec.get(field);
        boolean zero = given instanceof Number number && number.doubleValue() == 0;
        if (given == null || given.equals("") || zero) {
            spec.put(field, value);
        }
    }

    private static void canonicalise(Object subscription) {
        Map<String, Object> tree = Json.asObject(subscription);
        if (tree.get("git") instanceof Map<?, ?> git) {
            Wire.canonicalise(GitSubscription.class, Json.asObject(git));
        }
    }

    @Override
    public AdmissionVerdict validate(AdmissionReview review, Lookups lookups, Instant now) {
        if (review.operation() == AdmissionReview.Operation.DELETE) {
            return AdmissionVerdict.Accepted.unchanged(review);
        }
        var problems = new ArrayList<>(ProjectNamespace.problems(review, lookups));
        List<Subscription> subscriptions =
                Warehouse.read(review.object()).spec().parsedSubscriptions();
        for (int i = 0; i < subscriptions.size(); i++) {
            problems.addAll(
                    SubscriptionRules.problems(PATH + "[" + i + "]", subscriptions.get(i), settings.cacheByTag()));
        }
        uniqueRepositories(subscriptions, problems);
        names(subscriptions, problems);
        return Answers.unless(problems, review);
    }

    private static void uniqueRepositories(List<Subscription> subscriptions, List<FieldProblem> problems) {
        var holders = new HashMap<String, String>();
        for (int i = 0; i < subscriptions.size(); i++) {
            String path = PATH + "[" + i + "]";
            switch (subscriptions.get(i)) {
                case Subscription.Git git ->
                    unique(
                            holders,
                            "git " + RepositoryUrls.git(git.spec().repoURL()),
                            path + ".git",
                            new Named("git", git.spec().repoURL(), "subscription for Git repository"),
                            problems);
                case Subscription.Image image ->
                    unique(
                            holders,
                            "image " + RepositoryUrls.image(image.spec().repoURL()),
                            path + ".image",
                            new Named("image", image.spec().repoURL(), "subscription for image repository"),
                            problems);
                case Subscription.Chart chart ->
                    unique(
                            holders,
                            "chart "
                                    + FreightName.chartKey(
                                            chart.spec().repoURL(), chart.spec().name()),
                            path + ".chart",
                            new Named("chart", chart.spec().repoURL(), chartWords(chart.spec())),
                            problems);
                case Subscription.Generic _, Subscription.Malformed _ -> {}
            }
        }
    }

    /// How a repository is named in a problem. QUIRK: the field repeats the type (`….git.git`).
    private record Named(String type, String url, String words) {}

    private static String chartWords(ChartSubscription chart) {
        return chart.name().isEmpty() ? "subscription for chart" : "subscription for chart \"" + chart.name() + "\"";
    }

    private static void unique(
            Map<String, String> holders, String key, String path, Named named, List<FieldProblem> problems) {
        String holder = holders.putIfAbsent(key, path);
        if (holder != null) {
            problems.add(FieldProblem.invalid(
                    path + "." + named.type(), named.url(), named.words() + " already exists at \"" + holder + "\""));
        }
    }

    private static void names(List<Subscription> subscriptions, List<FieldProblem> problems) {
        var holders = new HashMap<String, Integer>();
        for (int i = 0; i < subscriptions.size(); i++) {
            String name = subscriptions.get(i).name();
            String field = PATH + "[" + i + "].name";
            if (name.isEmpty()) {
                if (subscriptions.get(i) instanceof Subscription.Generic) {
                    problems.add(FieldProblem.required(field, "a name is required for subscriptions of this type"));
                }
                continue;
            }
            label(field, name, problems);
            Integer holder = holders.putIfAbsent(name, i);
            if (holder != null) {
                problems.add(FieldProblem.invalid(
                        field,
                        name,
                        "subscription name \"" + name + "\" already used at \"" + PATH + "[" + holder + "].name\""));
            }
        }
    }

    private static void label(String field, String name, List<FieldProblem> problems) {
        if (name.length() > MAX_LABEL) {
            problems.add(FieldProblem.invalid(field, name, "must be no more than 63 characters"));
        }
        if (LABEL.matcher(name).matches()) {
            return;
        }
        boolean onlyDots = name.contains(".")
                && java.util.Arrays.stream(name.split("\\.", -1))
                        .allMatch(part -> LABEL.matcher(part).matches());
        problems.add(FieldProblem.invalid(
                field,
                name,
                onlyDots
                        ? "must not contain dots"
                        : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                                + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex"
                                + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"));
    }
}
