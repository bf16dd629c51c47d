package dev.supercargo.decisions.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.meta.Json;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.ObservedRefs;
import dev.supercargo.model.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitSelectionTest {
    private static GitSelection selection(String json) {
        return GitSelection.of(Wire.read(GitSubscription.class, Json.parseObject(json.replace('\'', '"'))));
    }

    private static CommitFacts commit(int day) {
        return new CommitFacts(
                "c" + day,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * day),
                "A <a@a>",
                "A <a@a>",
                "s" + day);
    }

    private static TagFacts tag(String name, int day) {
        return new TagFacts(name, commit(day), commit(day).date(), "", "");
    }

    private static Map<String, List<String>> untouched(List<String> commits) {
        throw new IllegalStateException("nobody asked for the paths of " + commits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SemVer    | v2.0.0 v1.10.0 v1.9.0",
                "Lexical   | v2.0.0 v1.9.0 v1.10.0 nightly",
                "NewestTag | nightly v1.9.0 v2.0.0 v1.10.0"
            })
    void ordersTagsByTheStrategyInWhateverOrderTheyCome(String strategy, String expected) {
        long seed = System.nanoTime();
        var tags = new ArrayList<>(List.of(tag("v1.10.0", 1), tag("v2.0.0", 2), tag("v1.9.0", 3), tag("nightly", 4)));
        Collections.shuffle(tags, new Random(seed));
        var selection = selection("{'repoURL': 'https://h/r', 'commitSelectionStrategy': '" + strategy + "'}");
        assertThat(selection.fromTags(tags, GitSelectionTest::untouched))
                .as("seed %d", seed)
                .extracting(DiscoveredCommit::tag)
                .containsExactly(expected.split(" ", -1));
    }

    @Test
    void walksNoFurtherThanNeeded() {
        var walked = new ArrayList<CommitFacts>();
        Iterator<CommitFacts> history = Stream.iterate(1_000, day -> day - 1)
                .map(GitSelectionTest::commit)
                .peek(walked::add)
                .iterator();
        var selection = selection("{'repoURL': 'https://h/r', 'discoveryLimit': 3}");
        assertThat(selection.fromBranch(history, GitSelectionTest::untouched)).hasSize(3);
        assertThat(walked).hasSizeLessThan(6);
    }

    @Test
    void keepsCommitsThatTouchAnIncludedPathAndMeetTheExpression() {
        var selection =
                selection("{'repoURL': 'https://h/r', 'includePaths': ['apps'], 'excludePaths': ['glob:**/*.md'],"
                        + " 'expressionFilter': 'subject != \\\\'s7\\\\''}".replace("\\\\'", "`"));
        Iterator<CommitFacts> history = IntStream.iterate(9, day -> day > 0, day -> day - 1)
                .mapToObj(GitSelectionTest::commit)
                .iterator();
        Map<String, List<String>> changed = Map.of(
                "c9", List.of("docs/a"), "c8", List.of("apps/b"), "c7", List.of("apps/b"), "c6", List.of("apps/a.md"));
        assertThat(selection.<RuntimeException>fromBranch(history, _ -> changed))
                .extracting(DiscoveredCommit::id)
                .containsExactly("c8");
    }

    @Test
    void remembersOnlyRefsThatMatter() {
        var tags = new TreeMap<>(Map.of("v1.0.0", "1", "unrelated", "2"));
        var semver =
                selection("{'repoURL': 'https://h/r', 'commitSelectionStrategy': 'SemVer', 'strictSemvers': true}");
        assertThat(semver.observe(Optional.of("head"), tags).orElseThrow().tags())
                .extracting(tag -> tag.name() + "=" + tag.id())
                .containsExactly("v1.0.0=1");
        var branch = selection("{'repoURL': 'https://h/r'}");
        assertThat(branch.observe(Optional.of("head"), tags)).contains(new ObservedRefs("head", List.of()));
        assertThat(branch.observe(Optional.empty(), tags)).isEmpty();
        IntStream.rangeClosed(1, 1_001).forEach(i -> tags.put("v1.0." + i, "x"));
        assertThat(semver.observe(Optional.empty(), tags)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'expressionFilter': '1 +'; error building base selector: error compiling filter expression: ",
                "'includePaths': ['glob:[']; error building base selector: error parsing include path selectors: ",
                "'commitSelectionStrategy': 'Lexical', 'allowTags': 'x'; error building tag based selector: AllowTags is",
                "'commitSelectionStrategy': 'SemVer', 'semverConstraint': 'x y'; error building tag based selector: error pars"
            },
            quoteCharacter = '#')
    void saysWhatCannotBeCarriedOut(String fields, String message) {
        assertThatThrownBy(() -> selection("{'repoURL': 'https://h/r', " + fields + "}"))
                .isInstanceOf(SelectionException.class)
                .hasMessageStartingWith(message);
    }
}
