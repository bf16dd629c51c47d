package dev.supercargo.controllers.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supercargo.controllers.TestApi;
import dev.supercargo.controllers.shard.Shard;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.client.Controller;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.Kinds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarehouseControllerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SUBSCRIPTION = "subscriptions: [{git: {repoURL: 'https://example.com/a.git'}}]";

    private final TestApi api = new TestApi();
    private final AtomicReference<String> head = new AtomicReference<>("c1");
    private final AtomicInteger looks = new AtomicInteger();
    private Optional<Controller> controller = Optional.empty();

    private void run() throws InterruptedException {
        Kube kube = api.as(Identity.administrator("warehouse-controller"));
        Sources.Commits commits = (_, subscription, _) -> {
            looks.incrementAndGet();
            String newest = head.get();
            if (newest == null || newest.isEmpty()) {
                throw new WorldException(new Failure.Transient("it does not answer"));
            }
            var commit = new DiscoveredCommit(newest, "", "", "A change", "Ann", "Ann", null);
            return new GitDiscovery(subscription.spec().repoURL(), List.of(commit), "", null);
        };
        var settings = new WarehouseController.Settings(Shard.ONLY, 4, 2, Duration.ZERO, _ -> List.of());
        Controller loop = WarehouseController.over(
                kube, new Sources(commits, Optional.empty(), Optional.empty()), settings, InstantSource.system());
        kube.start();
        loop.start();
        controller = Optional.of(loop);
    }

    @AfterEach
    void stop() {
        controller.ifPresent(Controller::close);
        api.close();
    }

    @Test
    void makesFreightOfWhatIsNewAndLooksAgainWhenAsked() throws InterruptedException {
        api.create(Kinds.WAREHOUSE, "w", "spec: {interval: 1h0m0s, " + SUBSCRIPTION + "}");
        run();
        await("it is ready").atMost(PATIENCE).until(() -> condition("Ready").startsWith("True"));
        assertThat(condition("FreightCreated")).startsWith("True/NewFreight");
        assertThat(condition("Reconciling")).isEmpty();
        assertThat(api.all(Kinds.FREIGHT)).singleElement().satisfies(freight -> {
            assertThat(freight.name())
                    .isEqualTo(Json.text(status(), "lastFreightID").orElse(""));
            assertThat(Json.text(Json.list(freight.view(), "commits").getFirst(), "id"))
                    .contains("c1");
        });
        assertThat(api.all(Kinds.EVENT))
                .singleElement()
                .satisfies(
                        event -> assertThat(Json.text(event.view(), "reason")).contains("FreightCreated"));

        refresh("same");
        await("asked, found nothing new")
                .atMost(PATIENCE)
                .until(() -> condition("FreightCreated").startsWith("False/AlreadyExists"));
        head.set("c2");
        refresh("new");
        await("asked, found something")
                .atMost(PATIENCE)
                .until(() -> condition("FreightCreated").startsWith("True/NewFreight"));
        assertThat(api.all(Kinds.FREIGHT)).hasSize(2);
        assertThat(looks).hasValue(3);
    }

    @Test
    void looksAgainWhenTheIntervalIsOver() throws InterruptedException {
        api.create(Kinds.WAREHOUSE, "w", "spec: {interval: 1s, " + SUBSCRIPTION + "}");
        run();
        await("more than one look").atMost(PATIENCE).until(() -> looks.get() >= 2);
    }

    @Test
    void aSourceThatFailsIsToldAndAskedAgain() throws InterruptedException {
        head.set("");
        api.create(Kinds.WAREHOUSE, "w", "spec: {interval: 1h0m0s, " + SUBSCRIPTION + "}");
        run();
        await("it is told").atMost(PATIENCE).until(() -> condition("Healthy").startsWith("False/DiscoveryFailed"));
        assertThat(condition("Ready"))
                .isEqualTo("False/DiscoveryFailure: Artifact discovery failed: error discovering artifacts: error"
                        + " discovering commits from git repo \"https://example.com/a.git\": it does not answer");
        assertThat(condition("Reconciling")).startsWith("True/ScheduledDiscovery");
        head.set("c1");
        await("it recovers").atMost(PATIENCE).until(() -> condition("Ready").startsWith("True"));
    }

    private void refresh(String token) {
        api.admin()
                .patch(
                        Kinds.WAREHOUSE,
                        new ObjectKey("p", "w"),
                        Map.of("metadata", Map.of("annotations", Map.of("kargo.akuity.io/refresh", token))));
    }

    private Map<String, Object> status() {
        return Json.object(api.stored(Kinds.WAREHOUSE, "w"), "status");
    }

    private String condition(String type) {
        for (Object condition : Json.list(status(), "conditions")) {
            if (Json.text(condition, "type").equals(Optional.of(type))) {
                return Json.text(condition, "status").orElse("") + "/"
                        + Json.text(condition, "reason").orElse("") + ": "
                        + Json.text(condition, "message").orElse("");
            }
        }
        return "";
    }
}
