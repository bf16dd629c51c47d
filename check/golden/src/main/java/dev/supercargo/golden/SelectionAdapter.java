package dev.supercargo.golden;

import dev.supercargo.decisions.selection.GitSelection;
import dev.supercargo.git.CommitDiscovery;
import dev.supercargo.git.Git;
import dev.supercargo.git.GitSettings;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.ObservedRefs;
import dev.supercargo.model.ObservedTag;
import dev.supercargo.model.Subscription;
import dev.supercargo.model.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Discovery of commits against real repositories. Images and charts have no sources yet.
final class SelectionAdapter implements Adapter {
    @Override
    public String file() {
        return "selection.json";
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Map<String, Object> given = Json.object(testCase, "given");
        String op = Json.text(given, "op").orElse("");
        if (op.equals("warehouse")) {
            return WarehouseCases.run(testCase);
        }
        if (!op.equals("git") && !op.equals("short-circuit")) {
            return Verdict.unsupported("op " + op);
        }
        Path folder = Files.createTempDirectory("selection");
        try {
            var repository = new GivenRepository(folder);
            repository.build(Json.object(given, "repository"));
            Map<String, Object> tree = Json.copy(Json.object(given, "git"));
            tree.put("repoURL", repository.url());
            tree.putIfAbsent("strictSemvers", false);
            var subscription = new Subscription.Git("", Wire.read(GitSubscription.class, tree));
            var discovery = new CommitDiscovery(
                    new Git(GitSettings.with(folder.resolve("cache")).withLocalRepositories()));
            return op.equals("git")
                    ? discovered(testCase, given, repository, subscription, discovery)
                    : shortCircuit(testCase, given, repository, subscription, discovery);
        } finally {
            delete(folder);
        }
    }

    private static Verdict discovered(
            Map<String, Object> testCase,
            Map<String, Object> given,
            GivenRepository repository,
            Subscription.Git subscription,
            CommitDiscovery discovery)
            throws Exception {
        Map<String, Object> expect = Json.copy(Json.object(testCase, "expect"));
        var actual = new LinkedHashMap<String, Object>();
        if (given.containsKey("refs")) {
            GitSelection selection = GitSelection.of(subscription.spec());
            actual.put(
                    "relevantRefs",
                    Json.list(given, "refs").stream()
                            .map(String::valueOf)
                            .filter(selection::concerns)
                            .map(Object.class::cast)
                            .toList());
        }
        try {
            GitDiscovery found = discovery.discover(subscription, Optional.empty(), Optional.empty());
            actual.put(
                    "commits",
                    Optional.ofNullable(found.commits()).orElse(List.of()).stream()
                            .<Object>map(commit -> commit(commit, repository))
                            .toList());
            Json.putNullable(
                    actual,
                    "observed",
                    found.observedRefs() == null ? null : observed(found.observedRefs(), repository));
        } catch (WorldException e) {
            String expected = Json.text(expect, "error").orElse("");
            String error = e.failure().what().replace(repository.url(), "<repoURL>");
            actual.put("error", fits(expected, error) ? expected : error);
            expect.remove("observed"); // a discovery that failed records nothing
        }
        return Verdict.compare(expect, actual);
    }

    /// `...` stands for text of git, and the expression language may word its part differently.
    private static boolean fits(String expected, String error) {
        int dots = expected.indexOf("...");
        int own = expected.indexOf("error compiling filter expression: ");
        int exact = own >= 0 ? own + "error compiling filter expression: ".length() : dots;
        return exact >= 0 && error.startsWith(expected.substring(0, exact).strip());
    }

    private static Verdict shortCircuit(
            Map<String, Object> testCase,
            Map<String, Object> given,
            GivenRepository repository,
            Subscription.Git subscription,
            CommitDiscovery discovery)
            throws Exception {
        GitDiscovery first = discovery.discover(subscription, Optional.empty(), Optional.empty());
        var marker = List.of(new DiscoveredCommit("marker", "", "", "", "", "", null));
        var marked = new GitDiscovery(first.repoURL(), marker, "", first.observedRefs());
        Optional<GitDiscovery> previous = Optional.of(marked);
        switch (Json.text(given, "previous").orElse("")) {
            case "same" -> {}
            case "absent" -> previous = Optional.empty();
            case "other-url" ->
                previous = Optional.of(new GitDiscovery("file:///elsewhere.git", marker, "", first.observedRefs()));
            case "no-observation" -> previous = Optional.of(new GitDiscovery(first.repoURL(), marker, "", null));
            case "pushed" -> repository.pushMain("refs/heads/next");
            case "tag-added" -> repository.lightweightTag("v9.9.9");
            case "other-tag-added" -> repository.lightweightTag("unrelated");
            default -> throw new IllegalStateException("previous " + given.get("previous"));
        }
        GitDiscovery second = discovery.discover(subscription, previous, Optional.empty());
        return Verdict.compare(
                testCase.get("expect"),
                Map.of("observedFirst", first.observedRefs() != null, "reused", marker.equals(second.commits())));
    }

    private static Map<String, Object> commit(DiscoveredCommit commit, GivenRepository repository) {
        Map<String, Object> tree = new LinkedHashMap<>(Wire.write(commit));
        tree.put("id", repository.nameOf(commit.id()));
        return tree;
    }

    private static Map<String, Object> observed(ObservedRefs refs, GivenRepository repository) {
        if (!refs.branchHead().isEmpty()) {
            return Map.of("branchHead", repository.nameOf(refs.branchHead()));
        }
        return Map.of(
                "tags",
                refs.tags().stream()
                        .<Object>map(tag -> observed(tag, repository))
                        .toList());
    }

    private static String observed(ObservedTag tag, GivenRepository repository) {
        String name = repository.nameOf(tag.id());
        return tag.name() + " " + (name.equals(tag.id()) ? "(tag object)" : name);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
