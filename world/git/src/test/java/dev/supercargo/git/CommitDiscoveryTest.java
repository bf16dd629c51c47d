package dev.supercargo.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.GitSubscription;
import dev.supercargo.model.Subscription;
import dev.supercargo.model.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CommitDiscoveryTest {
    @TempDir
    Path folder;

    private static Subscription.Git subscription(Fixture fixture, String more) {
        String json = "{'repoURL': '" + fixture.remote().url() + "'" + more + "}";
        return new Subscription.Git("web", Wire.read(GitSubscription.class, Json.parseObject(json.replace('\'', '"'))));
    }

    @Test
    void findsCommitsAndLooksNoFurtherWhileTheRefsStay() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            fixture.push("apps/a", "1");
            String second = fixture.push("apps/b", "2");
            fixture.push("docs/c", "3");
            var discovery = new CommitDiscovery(fixture.git);
            var subscription = subscription(fixture, ", 'includePaths': ['apps'], 'discoveryLimit': 1");
            GitDiscovery found = discovery.discover(subscription, Optional.empty(), Optional.empty());
            assertThat(found.subscriptionName()).isEqualTo("web");
            assertThat(found.commits()).extracting(DiscoveredCommit::id).containsExactly(second);

            Mirrors.delete(folder.resolve("cache/mirrors")); // who reads a mirror now, makes one
            assertThat(discovery.discover(subscription, Optional.of(found), Optional.empty()))
                    .isEqualTo(found);
            assertThat(folder.resolve("cache/mirrors")).doesNotExist();

            String fourth = fixture.push("apps/d", "4");
            GitDiscovery next = discovery.discover(subscription, Optional.of(found), Optional.empty());
            assertThat(next.commits()).extracting(DiscoveredCommit::id).containsExactly(fourth);
        }
    }

    @Test
    void oneMirrorServesAllSubscriptionsOfARepository() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            fixture.push("a", "1");
            Fixture.run(fixture.somebody, "tag", "v1.0.0");
            Fixture.run(fixture.somebody, "push", "-q", "origin", "v1.0.0");
            var discovery = new CommitDiscovery(fixture.git);
            discovery.discover(subscription(fixture, ""), Optional.empty(), Optional.empty());
            GitDiscovery tags = discovery.discover(
                    subscription(fixture, ", 'commitSelectionStrategy': 'SemVer'"), Optional.empty(), Optional.empty());
            assertThat(tags.commits()).extracting(DiscoveredCommit::tag).containsExactly("v1.0.0");
            try (Stream<Path> mirrors = Files.list(folder.resolve("cache/mirrors"))) {
                assertThat(mirrors).hasSize(1);
            }
        }
    }

    @Test
    void saysWhatStandsInTheWay() throws Exception {
        try (var fixture = new Fixture(folder, Optional.of(new GitHttpServer.Login("bob", "s3cret-Value")))) {
            fixture.push("a", "1");
            var discovery = new CommitDiscovery(fixture.git);
            var shown = Optional.<Credentials>of(new Credentials.Basic("bob", "s3cret-Value"));
            assertThat(discovery
                            .discover(subscription(fixture, ""), Optional.empty(), shown)
                            .commits())
                    .hasSize(1);
            String url = fixture.remote().url();
            assertThatThrownBy(() -> discovery.discover(subscription(fixture, ""), Optional.empty(), Optional.empty()))
                    .hasMessageStartingWith(
                            "error cloning git repo \"" + url + "\": error cloning repo \"" + url + "\": ")
                    .hasMessageContaining("create a Secret");
            assertThatThrownBy(() ->
                            discovery.discover(subscription(fixture, ", 'branch': 'nope'"), Optional.empty(), shown))
                    .hasMessageContaining("branch \"nope\" does not exist there")
                    .satisfies(e -> assertThat(((WorldException) e).failure()).isInstanceOf(Failure.NotFound.class));
            assertThatThrownBy(() -> discovery.discover(
                            subscription(fixture, ", 'expressionFilter': '1 +'"), Optional.empty(), shown))
                    .hasMessageStartingWith("error building base selector: error compiling filter expression: ")
                    .satisfies(e -> assertThat(((WorldException) e).failure()).isInstanceOf(Failure.Permanent.class));
        }
    }

    @Test
    void manyMayAskAtOnce() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            String only = fixture.push("a", "1");
            var discovery = new CommitDiscovery(fixture.git);
            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<GitDiscovery> task =
                        () -> discovery.discover(subscription(fixture, ""), Optional.empty(), Optional.empty());
                List<Future<GitDiscovery>> results = tasks.invokeAll(Collections.nCopies(12, task));
                for (var result : results) {
                    assertThat(result.get().commits())
                            .extracting(DiscoveredCommit::id)
                            .isEqualTo(List.of(only));
                }
            }
        }
    }
}
