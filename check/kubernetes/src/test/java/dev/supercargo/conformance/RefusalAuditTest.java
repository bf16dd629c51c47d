package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Grant;
import dev.supercargo.access.Grants;
import dev.supercargo.access.Scope;
import dev.supercargo.app.demo.DemoRepositories;
import dev.supercargo.app.demo.DemoSite;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole life of a Project, watched at the door of the API: no component is refused anything, and no grant is there
/// for nothing.
class RefusalAuditTest {
    private static final String PROJECT = ProjectLife.PROJECT;

    @TempDir
    private Path folder;

    /// One question of one component.
    private record Asked(String username, AccessQuestion.OnResource what) {}

    private final Set<Asked> allowed = ConcurrentHashMap.newKeySet();
    private final Refusals refusals = new Refusals();

    @Test
    void noComponentIsRefusedAndNoGrantIsIdle() throws Exception {
        DemoRepositories repositories = DemoRepositories.in(folder.resolve("repositories"));
        try (DemoSite site = DemoSite.start(repositories, 0);
                Desk desk = Desk.start(folder.resolve("data"), (who, question, answer) -> {
                    refusals.answered(who, question, answer);
                    if (Refusals.isRequest(who)
                            && answer.isAllowed()
                            && question instanceof AccessQuestion.OnResource on) {
                        allowed.add(new Asked(who.username(), on));
                    }
                })) {
            new ProjectLife(desk, site).live();
        }
        assertThat(refusals.ofComponents()).as("refused to components").isEmpty();
        assertThat(Grants.all().stream()
                        .filter(grant -> grant.reason().untested().isEmpty())
                        .filter(grant -> grant.reason().feature().isEmpty())
                        .flatMap(grant -> grant.permissions().stream()
                                .filter(one -> allowed.stream().noneMatch(asked -> isUse(grant, one, asked)))
                                .map(one -> grant.component() + " " + one + " " + grant.scope())))
                .as("permissions that were not used, and say no reason")
                .isEmpty();
    }

    private static boolean isUse(Grant grant, Grant.Permission one, Asked asked) {
        AccessQuestion.OnResource what = asked.what();
        boolean inScope = switch (grant.scope()) {
            case Scope.Everywhere _ -> true;
            case Scope.In(var namespace) -> what.namespace().equals(namespace);
            case Scope.EachProject _ -> what.namespace().equals(PROJECT);
        };
        return inScope
                && asked.username().equals(grant.component().username())
                && one.group().equals(what.group())
                && one.resource().equals(what.combined())
                && one.verb().equals(what.verb())
                && (one.name().isEmpty() || one.name().equals(what.name()));
    }
}
