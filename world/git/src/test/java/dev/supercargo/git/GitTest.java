package dev.supercargo.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.decisions.credentials.Credentials;
import dev.supercargo.decisions.selection.CommitFacts;
import dev.supercargo.decisions.selection.TagFacts;
import dev.supercargo.git.server.GitHttpServer;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class GitTest {
    @TempDir
    Path folder;

    @Test
    void listsRefsWithoutACopy() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            String commit = fixture.push("a", "1");
            Fixture.run(fixture.somebody, "tag", "v1");
            Fixture.run(fixture.somebody, "push", "-q", "origin", "v1");
            RemoteRefs refs = fixture.git.refs(fixture.remote());
            assertThat(refs.headBranch()).contains("main");
            assertThat(refs.headCommit()).contains(commit);
            assertThat(refs.branches()).containsExactly(java.util.Map.entry("main", commit));
            assertThat(refs.tags()).containsExactly(java.util.Map.entry("v1", commit));
        }
    }

    @Test
    void walksHistoryTagsAndPathsInAMirror() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            String first = fixture.push("a b/ä.txt", "1");
            String second = fixture.push("c", "2");
            Fixture.run(fixture.somebody, "tag", "-a", "-m", "Release\n\nnotes", "v2");
            Fixture.run(fixture.somebody, "tag", "v1", first);
            Fixture.run(fixture.somebody, "tag", "blob", Fixture.run(fixture.somebody, "rev-parse", "HEAD:c"));
            Fixture.run(fixture.somebody, "push", "-q", "origin", "--tags");
            fixture.git.read(fixture.remote(), false, fixture.git.refs(fixture.remote()), mirror -> {
                var ids = new ArrayList<String>();
                try (CommitWalk walk = mirror.history("main", Optional.empty())) {
                    walk.forEachRemaining(commit -> ids.add(commit.id()));
                }
                assertThat(ids).containsExactly(second, first);
                assertThat(mirror.changedPaths(ids)).containsEntry(first, List.of("a b/ä.txt"));
                List<TagFacts> tags = mirror.tags().stream()
                        .sorted(Comparator.comparing(TagFacts::tag))
                        .toList();
                assertThat(tags).extracting(TagFacts::tag).containsExactly("v1", "v2");
                assertThat(tags.get(1).annotation()).isEqualTo("Release");
                assertThat(tags.get(1).tagger()).isEqualTo("Somebody <some@body.test>");
                assertThat(tags.get(1).commit())
                        .extracting(CommitFacts::id, CommitFacts::subject, CommitFacts::author)
                        .containsExactly(second, "write c", "Somebody <some@body.test>");
                return mirror;
            });
        }
    }

    @Test
    void fetchesOnlyWhatMovedAndReplacesADamagedMirror() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            fixture.push("a", "1");
            Remote remote = fixture.remote();
            RemoteRefs refs = fixture.git.refs(remote);
            Path place = fixture.git.read(remote, false, refs, Mirror::place);
            fixture.server.close(); // whoever fetches now, fails
            assertThat(fixture.git.<Path>read(remote, false, refs, Mirror::place))
                    .isEqualTo(place);
        }
        try (var fixture = new Fixture(folder.resolve("2"), Optional.empty())) {
            fixture.push("a", "1");
            Remote remote = fixture.remote();
            RemoteRefs refs = fixture.git.refs(remote);
            Path place = fixture.git.read(remote, false, refs, Mirror::place);
            Mirrors.delete(place.resolve("objects"));
            Files.createDirectory(place.resolve("objects"));
            List<TagFacts> tags = fixture.git.read(remote, false, refs, mirror -> {
                try (CommitWalk walk = mirror.history("main", Optional.empty())) {
                    assertThat(walk.next().subject()).isEqualTo("write a");
                }
                return mirror.tags();
            });
            assertThat(tags).isEmpty();
        }
    }

    @Test
    void forgetsMirrorsThatNobodyReadsWhenItMakesAnother() throws Exception {
        try (var fixture = new Fixture(folder, Optional.empty())) {
            fixture.push("a", "1");
            Instant[] now = {Instant.parse("2026-03-01T00:00:00Z")};
            var git = new Git(GitSettings.with(folder.resolve("other")), () -> now[0]);
            RemoteRefs refs = git.refs(fixture.remote());
            Remote bob = fixture.remote().with(new Credentials.Basic("bob", "1"));
            Remote eve = fixture.remote().with(new Credentials.Basic("eve", "2"));
            Path old = git.read(bob, false, refs, Mirror::place);
            assertThat(git.<Path>read(bob, false, refs, Mirror::place))
                    .isEqualTo(old)
                    .exists();
            now[0] = now[0].plus(Duration.ofDays(15));
            Path fresh = git.read(eve, false, refs, Mirror::place);
            assertThat(old).doesNotExist();
            assertThat(fresh).exists();
        }
    }

    @Test
    void tellsRefusalAbsenceAndSilenceApartWithoutSecrets() throws Exception {
        var login = new GitHttpServer.Login("bob", "s3cret-Value");
        try (var fixture = new Fixture(folder, Optional.of(login))) {
            fixture.push("a", "1");
            Remote remote = fixture.remote();
            Remote known = remote.with(new Credentials.Basic("bob", "s3cret-Value"));
            assertThat(fixture.git.refs(known).branches()).containsKey("main");
            assertThatThrownBy(() -> fixture.git.refs(remote))
                    .hasMessageContaining("it wants credentials and none were found")
                    .hasMessageContaining(remote.url())
                    .satisfies(e -> assertThat(failure(e)).isInstanceOf(Failure.Permanent.class));
            assertThatThrownBy(() -> fixture.git.refs(remote.with(new Credentials.Basic("bob", "wr0ng-Value"))))
                    .hasMessageContaining("credentials found for it were refused")
                    .hasMessageNotContaining("wr0ng-Value");
            Remote absent = new Remote(fixture.server.url("nope").toString(), known.credentials(), false);
            assertThatThrownBy(() -> fixture.git.refs(absent))
                    .satisfies(e -> assertThat(failure(e)).isInstanceOf(Failure.NotFound.class));
            fixture.server.close();
            assertThatThrownBy(() -> fixture.git.refs(known))
                    .satisfies(e -> assertThat(failure(e)).isInstanceOf(Failure.Transient.class))
                    .hasMessageNotContaining("s3cret-Value");
        }
    }

    @Test
    void showsCredentialsOnlyToTheirOwnHost() throws Exception {
        var login = new GitHttpServer.Login("bob", "s3cret-Value");
        try (var fixture = new Fixture(folder, Optional.of(login))) {
            fixture.push("a", "1");
            // the same server under another name: its question must stay unanswered
            String other = fixture.remote().url().replace("127.0.0.1", "localhost");
            var seen = new java.util.concurrent.atomic.AtomicInteger();
            try (var redirecting = new Redirecting(other, seen)) {
                Remote remote = Remote.anonymous(redirecting.url() + "/app.git")
                        .with(new Credentials.Basic("bob", "s3cret-Value"));
                assertThatThrownBy(() -> fixture.git.refs(remote)).isInstanceOf(WorldException.class);
                assertThat(seen).hasPositiveValue();
            }
        }
    }

    @Test
    void refusesTransportsThatAreNotAllowed() {
        var git = new Git(GitSettings.with(folder.resolve("cache")));
        assertThatThrownBy(() -> git.refs(Remote.anonymous("file:///etc"))).hasMessageContaining("not allowed here");
        assertThatThrownBy(() -> git.refs(Remote.anonymous("ext::sh -c true")))
                .hasMessageContaining("not allowed here");
    }

    @Test
    void interruptionEndsACall() throws Exception {
        try (var silent = new java.net.ServerSocket(0)) {
            var git = new Git(GitSettings.with(folder.resolve("cache")));
            var ended = new java.util.concurrent.CompletableFuture<Boolean>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    git.refs(Remote.anonymous("http://127.0.0.1:" + silent.getLocalPort() + "/x.git"));
                    ended.complete(false);
                } catch (InterruptedException _) {
                    ended.complete(true);
                }
            });
            try (var line = silent.accept()) {
                caller.interrupt();
                assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(line.isBound()).isTrue();
            }
        }
    }

    private static Failure failure(Throwable e) {
        return ((WorldException) e).failure();
    }
}
