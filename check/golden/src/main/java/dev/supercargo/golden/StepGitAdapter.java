package dev.supercargo.golden;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.steps.StepAnswer;
import dev.supercargo.git.Git;
import dev.supercargo.git.GitSettings;
import dev.supercargo.git.Identity;
import dev.supercargo.meta.Json;
import dev.supercargo.promotion.BuiltinSteps;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.git.GitAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `steps-git.json`: git steps against bare repositories on the local file system.
final class StepGitAdapter implements Adapter {
    private static final String ELSE = "Else <else@example.com>";
    private static final String NOW = "2024-06-07T08:09:10Z";
    private static final Pattern NEW = Pattern.compile("<new \\d+>");
    private static final Pattern KEY = Pattern.compile("<signing key of ([^<]+) <([^>]+)>>");

    private Map<String, Object> defaults = Map.of();

    @Override
    public String file() {
        return "steps-git.json";
    }

    @Override
    public void open(Map<String, Object> file) {
        defaults = Json.object(file, "defaults");
    }

    @Override
    public Verdict run(Map<String, Object> testCase) throws Exception {
        Path base = Files.createTempDirectory("golden-git-").toRealPath();
        try (var bench = new StepBench()) {
            return new Case(Json.object(testCase, "given"), Json.object(testCase, "expect"), base, bench).run();
        } finally {
            deleteTree(base);
        }
    }

    private static void deleteTree(Path base) throws IOException {
        try (var all = Files.walk(base)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// One case under way.
    private final class Case {
        private final Map<String, Object> given;
        private final Map<String, Object> expect;
        private final Path base;
        private final StepBench bench;
        private final GitRepos repos;
        private final Map<String, Object> state = new LinkedHashMap<>();

        Case(Map<String, Object> given, Map<String, Object> expect, Path base, StepBench bench) {
            this.given = given;
            this.expect = expect;
            this.base = base;
            this.bench = bench;
            this.repos = new GitRepos(base.resolve("repos"));
        }

        Verdict run() throws Exception {
            Map<String, Object> wanted =
                    given.containsKey("repos") ? Json.object(given, "repos") : Json.object(defaults, "repos");
            for (Map.Entry<String, Object> repo : wanted.entrySet()) {
                repos.make(repo.getKey(), repo.getValue());
            }
            List<StepRunner> runners = BuiltinSteps.list(
                    new ObjectsInMemory(List.of()),
                    new Git(GitSettings.with(base.resolve("cache")).withLocalRepositories()),
                    access(),
                    Map.of(
                            "GIT_PUSH_INTEGRATION_POLICY",
                            Json.text(given, "pushPolicy").orElse("")));
            var results = new ArrayList<StepAnswer>();
            for (Object step : Json.list(given, "steps")) {
                Optional<String> kind = Json.text(step, "uses");
                if (kind.isEmpty()) {
                    somebodyElse(step);
                    continue;
                }
                StepAnswer answer = step(runners, kind.get(), step);
                results.add(answer);
                if (!answer.status().equals("Succeeded") && !answer.status().equals("Skipped")) {
                    break;
                }
            }
            return verdict(results);
        }

        private GitAccess access() {
            return new GitAccess() {
                @Override
                public Optional<Credentials> credentials(String project, String repoUrl) {
                    return Optional.empty();
                }

                @Override
                public Identity identity() {
                    return new Identity(
                            Json.text(given, "systemUser", "name").orElse("Kargo"),
                            Json.text(given, "systemUser", "email").orElse("no-reply@kargo.io"),
                            Json.text(given, "systemUser", "signingKey").map(Case.this::real));
                }
            };
        }

        private StepAnswer step(List<StepRunner> runners, String kind, Object step) throws Exception {
            StepRunner runner = StepBench.runner(runners, kind).orElseThrow();
            Map<String, Object> config = Json.asObject(replaced(Json.object(step, "config")));
            StepAnswer answer = bench.run(runner, config, state);
            Json.text(step, "as").ifPresent(alias -> Json.putNullable(state, alias, answer.output()));
            return answer;
        }

        private @Nullable Object replaced(@Nullable Object tree) {
            return switch (tree) {
                case String text -> real(text);
                case Map<?, ?> map -> {
                    var copy = new LinkedHashMap<String, Object>();
                    map.forEach((key, value) -> Json.putNullable(copy, String.valueOf(key), replaced(value)));
                    yield copy;
                }
                case List<?> list -> {
                    var copy = new ArrayList<@Nullable Object>();
                    list.forEach(item -> copy.add(replaced(item)));
                    yield copy;
                }
                case null, default -> tree;
            };
        }

        /// A text with its placeholders filled in.
        private String real(String text) {
            String out = text;
            for (Map.Entry<String, String> commit : repos.known().entrySet()) {
                out = out.replace("<commit " + commit.getKey() + ">", commit.getValue())
                        .replace(
                                "<short " + commit.getKey() + ">",
                                commit.getValue().substring(0, 7));
            }
            Matcher repo = Pattern.compile("<repo (\\w+)>").matcher(out);
            out = repo.replaceAll(m -> Matcher.quoteReplacement(repos.url(m.group(1))));
            Matcher key = KEY.matcher(out);
            return key.replaceAll(m -> Matcher.quoteReplacement(signingKey(m.group(1), m.group(2))));
        }

        private String signingKey(String name, String email) {
            try {
                Path home = Files.createTempDirectory(base, "gpg-");
                gpg(home, "--quick-gen-key", name + " <" + email + ">", "default", "default", "never");
                return gpg(home, "--armor", "--export-secret-keys");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String gpg(Path home, String... words) throws IOException, InterruptedException {
            var command = new ArrayList<>(List.of(
                    "gpg",
                    "--homedir",
                    home.toString(),
                    "--batch",
                    "--quiet",
                    "--pinentry-mode",
                    "loopback",
                    "--passphrase",
                    ""));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        }

        private void somebodyElse(Object deed) throws Exception {
            if (Json.at(deed, "write").isPresent()) {
                write(Json.object(deed, "write"), "");
            } else if (Json.at(deed, "git").isPresent()) {
                String[] words = Json.list(deed, "git").stream()
                        .map(w -> real(String.valueOf(w)))
                        .toArray(String[]::new);
                GitRepos.git(tree(deed), GitRepos.person(ELSE, NOW), "", words);
            } else if (Json.at(deed, "remoteCommit").isPresent()) {
                Object commit = Json.object(deed, "remoteCommit");
                repos.commit(Json.text(commit, "repo").orElse("app"), commit);
            } else if (Json.at(deed, "raceCommit").isPresent()) {
                Object race = Json.object(deed, "raceCommit");
                repos.race(
                        Json.text(race, "repo").orElse("app"),
                        Json.text(race, "branch").orElse("main"),
                        Json.at(race, "times").orElse(1L) instanceof Long n ? n.intValue() : 1);
            } else {
                signedCommit(Json.object(deed, "signedCommit"));
            }
        }

        private Path tree(Object deed) {
            return bench.work().resolve(Json.text(deed, "in").orElse("."));
        }

        private void write(Map<String, Object> files, String prefix) throws IOException {
            for (Map.Entry<String, Object> file : files.entrySet()) {
                Path path = bench.work().resolve(prefix + file.getKey());
                Files.deleteIfExists(path);
                if (file.getValue() != null) {
                    bench.layOut(Map.of(prefix + file.getKey(), file.getValue()), Map.of());
                }
            }
        }

        private void signedCommit(Object commit) throws Exception {
            Path home = Files.createTempDirectory(base, "gpg-");
            gpg(home, "--quick-gen-key", ELSE, "default", "default", "never");
            write(Json.object(commit, "files"), Json.text(commit, "in").orElse("") + "/");
            var environment = new HashMap<>(GitRepos.person(ELSE, NOW));
            environment.put("GNUPGHOME", home.toString());
            Path tree = tree(commit);
            GitRepos.git(tree, environment, "", "add", "-A");
            GitRepos.git(
                    tree,
                    environment,
                    "",
                    "-c",
                    "user.signingKey=else@example.com",
                    "commit",
                    "-q",
                    "-S",
                    "-m",
                    Json.text(commit, "message").orElse(""));
        }

        private Verdict verdict(List<StepAnswer> results) throws Exception {
            var bound = new HashMap<String, String>();
            List<Object> wanted = Json.list(expect, "steps");
            if (wanted.size() != results.size()) {
                return Verdict.failed("expected " + wanted.size() + " steps, got " + results);
            }
            for (int i = 0; i < wanted.size(); i++) {
                Map<String, Object> step = Json.copy(Json.asObject(wanted.get(i)));
                step.computeIfPresent("error", (_, text) -> real(String.valueOf(text)));
                Object output = results.get(i).output();
                step.computeIfPresent(
                        "output", (_, value) -> replaced(bind(value, output == null ? "" : output, bound)));
                Optional<String> difference = bench.difference(step, results.get(i));
                if (difference.isPresent()) {
                    return Verdict.failed("step " + (i + 1) + " " + difference.get());
                }
            }
            return rest(bound);
        }

        private Verdict rest(Map<String, String> bound) throws Exception {
            for (Map.Entry<String, Object> entry : expect.entrySet()) {
                Optional<Object> actual = actual(entry.getKey());
                if (actual.isPresent()) {
                    Object wanted = bind(entry.getValue(), actual.get(), bound);
                    Optional<String> difference = Difference.first(entry.getKey(), wanted, actual.get());
                    if (difference.isPresent()) {
                        return Verdict.failed(difference.get());
                    }
                }
            }
            if (!expect.containsKey("files")) {
                return Verdict.passed();
            }
            deleteClones();
            return bench.filesDifference(Map.of("files", Json.asObject(replaced(expect.get("files")))), Map.of())
                    .map(Verdict::failed)
                    .orElseGet(Verdict::passed);
        }

        private void deleteClones() throws IOException {
            try (var children = Files.list(bench.work())) {
                for (Path child : children.toList()) {
                    if (child.getFileName().toString().startsWith("repo-")) {
                        deleteTree(child);
                    }
                }
            }
        }

        private Optional<Object> actual(String what) throws Exception {
            int space = what.indexOf(' ');
            if (space < 0) {
                return Optional.empty();
            }
            String name = what.substring(space + 1);
            Path tree = bench.work().resolve(name);
            return switch (what.substring(0, space)) {
                case "remote" -> Optional.of(repos.remote(name));
                case "tags" -> Optional.of(repos.tags(tree));
                case "status" -> Optional.of(GitRepos.git(tree, Map.of(), "", "status", "--porcelain", "--branch"));
                case "head" ->
                    Optional.of(Map.of(
                            "branch", GitRepos.git(tree, Map.of(), "", "branch", "--show-current"),
                            "log", repos.log(tree, "HEAD", false)));
                default -> Optional.empty();
            };
        }

        /// What is expected, with each `<new n>` replaced by the SHA that stands in its place (or did
        /// before).
        private Object bind(Object wanted, Object actual, Map<String, String> bound) {
            return switch (wanted) {
                case String text
                when NEW.matcher(text).matches() -> {
                    if (actual instanceof String sha) {
                        bound.putIfAbsent(text, sha);
                    }
                    yield bound.getOrDefault(text, text);
                }
                case String text ->
                    actual instanceof String shown && shown.startsWith("<commit ") ? text : withUrls(text);
                case Map<?, ?> map -> {
                    var copy = new LinkedHashMap<String, Object>();
                    map.forEach((key, value) -> copy.put(
                            String.valueOf(key),
                            bind(value, Json.at(actual, String.valueOf(key)).orElse(""), bound)));
                    yield copy;
                }
                case List<?> list -> {
                    var copy = new ArrayList<Object>();
                    List<?> others = actual instanceof List<?> l ? l : List.of();
                    for (int i = 0; i < list.size(); i++) {
                        copy.add(bind(list.get(i), i < others.size() ? others.get(i) : "", bound));
                    }
                    yield copy;
                }
                case null, default -> wanted;
            };
        }

        private String withUrls(String text) {
            return Pattern.compile("<repo (\\w+)>")
                    .matcher(text)
                    .replaceAll(m -> Matcher.quoteReplacement(repos.url(m.group(1))));
        }
    }
}
