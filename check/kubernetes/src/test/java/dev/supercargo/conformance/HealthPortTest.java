package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.access.Component;
import dev.supercargo.access.Grant;
import dev.supercargo.access.Grants;
import dev.supercargo.admission.webhook.WebhookConfigurations;
import dev.supercargo.app.install.Installation;
import dev.supercargo.app.serve.Served;
import dev.supercargo.conformance.api.RealServer;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A component in a cluster says on its own health port what it lacks, for which it needs no permission.
@Order(RealServer.LATE)
class HealthPortTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void whatAComponentLacksIsToldUntilItIsGivenBack() throws Exception {
        Grant grant = Grants.of(Component.GARBAGE_COLLECTOR).stream()
                .filter(one -> one.resources().contains("namespaces"))
                .findFirst()
                .orElseThrow();
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                Desk desk = Desk.of(api.cluster())) {
            var nowhere = new WebhookConfigurations.Place.Url("https://127.0.0.1:1");
            ApiUnderTest.install(api.cluster(), new Installation(Component.NAMESPACE, nowhere));
            Withdrawal withdrawal = Withdrawal.of(desk, grant);
            try (Served served = Served.start(ApiUnderTest.serving(
                            List.of(Component.GARBAGE_COLLECTOR), api.cluster(), 0, folder.resolve("data")));
                    HttpClient http = HttpClient.newHttpClient()) {
                String lacks = "kargo-garbage-collector lacks list on namespaces (cluster-wide)";
                await("it is told")
                        .atMost(PATIENCE)
                        .until(() -> get(http, served, "/readyz?verbose")
                                .contains("[!]permissions-garbage-collector failed: " + lacks));
                assertThat(get(http, served, "/readyz"))
                        .as("for all else it is ready")
                        .isEqualTo("ok");
                assertThat(get(http, served, "/metrics"))
                        .contains("supercargo_problems{code=\"PermissionMissing\",project=\"\"} 1\n");
                await("one Warning")
                        .atMost(SOON)
                        .until(() -> desk.events("", ProblemCode.PERMISSION_MISSING.word())
                                        .size()
                                == 1);
                withdrawal.giveBack();
                await("it is clear")
                        .atMost(SOON)
                        .until(() ->
                                get(http, served, "/readyz?verbose").contains("[+]permissions-garbage-collector ok")
                                        && !get(http, served, "/metrics").contains("PermissionMissing"));
            }
        }
    }

    @Test
    void aLeaseThatIsLostIsToldUntilItIsHeldAgain() throws Exception {
        Grant lease = Grants.of(Component.GARBAGE_COLLECTOR).stream()
                .filter(one -> one.resources().contains("leases") && one.verbs().contains("update"))
                .findFirst()
                .orElseThrow();
        try (EmbeddedApi api = EmbeddedApi.start(folder);
                Desk desk = Desk.of(api.cluster())) {
            var nowhere = new WebhookConfigurations.Place.Url("https://127.0.0.1:1");
            ApiUnderTest.install(api.cluster(), new Installation(Component.NAMESPACE, nowhere));
            try (Served served = Served.start(ApiUnderTest.serving(
                            List.of(Component.GARBAGE_COLLECTOR), api.cluster(), 0, folder.resolve("data")));
                    HttpClient http = HttpClient.newHttpClient()) {
                await("it works, and says how its machinery is")
                        .atMost(PATIENCE)
                        .until(
                                () -> get(http, served, "/readyz?verbose"),
                                text -> text.contains("[+]lease-garbage-collector ok")
                                        && text.contains("[+]queues-garbage-collector ok")
                                        && text.contains("[+]watches-garbage-collector ok")
                                        && text.contains("[+]turns-garbage-collector ok")
                                        && text.contains("[+]calls-garbage-collector ok"));
                assertThat(get(http, served, "/livez?verbose"))
                        .contains("[+]queues-garbage-collector ok", "[+]calls-garbage-collector ok");
                Withdrawal withdrawal = Withdrawal.of(desk, lease);
                await("the Lease is lost")
                        .atMost(PATIENCE)
                        .until(() -> get(http, served, "/readyz").contains("[-]lease-garbage-collector failed: "));
                assertThat(get(http, served, "/readyz/lease-garbage-collector")).contains("check failed");
                await("it is counted")
                        .atMost(PATIENCE)
                        .until(() -> get(http, served, "/metrics")
                                .contains("supercargo_problems{code=\"LeaseLost\",project=\"\"} 1\n"));
                withdrawal.giveBack();
                await("it is held again")
                        .atMost(PATIENCE)
                        .until(() -> get(http, served, "/readyz").equals("ok")
                                && !get(http, served, "/metrics").contains("LeaseLost"));
            }
        }
    }

    @Test
    void whoeverMayNotTellDoesNotAskWithoutPause() throws Exception {
        Grant events = Grants.of(Component.GARBAGE_COLLECTOR).stream()
                .filter(one -> one.resources().contains("events"))
                .findFirst()
                .orElseThrow();
        var reviews = new AtomicInteger();
        var refused = new AtomicInteger();
        try (EmbeddedApi api = EmbeddedApi.start(folder, (who, question, answer) -> {
                    if (who.username().equals(Component.GARBAGE_COLLECTOR.username())
                            && question instanceof AccessQuestion.OnResource on) {
                        count(reviews, on.resource().equals("selfsubjectaccessreviews"));
                        count(refused, on.resource().equals("events") && !answer.isAllowed());
                    }
                });
                Desk desk = Desk.of(api.cluster())) {
            var nowhere = new WebhookConfigurations.Place.Url("https://127.0.0.1:1");
            ApiUnderTest.install(api.cluster(), new Installation(Component.NAMESPACE, nowhere));
            Withdrawal.of(desk, events);
            try (Served _ = Served.start(ApiUnderTest.serving(
                    List.of(Component.GARBAGE_COLLECTOR), api.cluster(), 0, folder.resolve("data")))) {
                await("it may not tell").atMost(PATIENCE).until(() -> refused.get() > 0);
                long began = System.nanoTime();
                int before = reviews.get();
                await("it asks three times").atMost(PATIENCE).until(() -> reviews.get() >= before + 3);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
            }
        }
    }

    private static void count(AtomicInteger counter, boolean applies) {
        if (applies) {
            counter.incrementAndGet();
        }
    }

    private static String get(HttpClient http, Served served, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + served.healthPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
