package dev.supercargo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supercargo.kube.apiserver.ApiServer;
import dev.supercargo.kube.apiserver.ApiServerOptions;
import dev.supercargo.kube.apiserver.access.AccessAnswer;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.pki.Kubeconfig;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What controllers rely on, through both ways to the API: in process and over TLS.
abstract class KubeClientContract {
    private static final ObjectKey KEY = new ObjectKey("default", "a");
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Store store;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ApiServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Kube kube;

    private final AtomicInteger lists = new AtomicInteger();

    abstract Kube client(ApiServer server, Path folder);

    private void asked(Identity who, AccessQuestion question, AccessAnswer answer) {
        if (question instanceof AccessQuestion.OnResource on
                && on.verb().equals("list")
                && on.resource().equals("configmaps")) {
            lists.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        Pki pki = Pki.open(folder.resolve("pki"), Instant.now());
        store = Store.inMemory();
        server = ApiServer.over(store, ApiServerOptions.standard().withPki(pki).withAudit(this::asked));
        String address = "https://127.0.0.1:" + server.start(0);
        Kubeconfig.write(
                folder.resolve("kubeconfig"),
                Kubeconfig.withCertificate("test", address, pki.authorityPem(), pki.administrator(Instant.now())));
        kube = client(server, folder);
    }

    @AfterEach
    void stop() {
        kube.close();
        server.close();
        store.close();
    }

    private static KubeObject configMap(String name, String value) {
        return KubeObject.named(Kinds.CONFIG_MAP, new ObjectKey("default", name))
                .with(Map.of("k", value), "data")
                .with(Map.of("app", value), "metadata", "labels");
    }

    private static String value(KubeObject object) {
        return Json.text(object.view(), "data", "k").orElse("");
    }

    @Test
    void createsReadsChangesAndDeletes() {
        KubeObject created = kube.create(Kinds.CONFIG_MAP, configMap("a", "1"));
        assertThat(created.uid()).isNotEmpty();
        assertThat(kube.get(Kinds.CONFIG_MAP, KEY).map(KubeClientContract::value))
                .contains("1");
        kube.patch(Kinds.CONFIG_MAP, KEY, Map.of("data", Map.of("k", "2")));
        assertThat(kube.list(Kinds.CONFIG_MAP, "default", LabelSelector.equal("app", "1")))
                .extracting(KubeClientContract::value)
                .contains("2");
        kube.delete(Kinds.CONFIG_MAP, KEY);
        kube.delete(Kinds.CONFIG_MAP, KEY);
        assertThat(kube.get(Kinds.CONFIG_MAP, KEY)).isEmpty();
    }

    @Test
    void tellsFailuresApart() {
        kube.create(Kinds.CONFIG_MAP, configMap("a", "1"));
        assertThat(failure(() -> kube.create(Kinds.CONFIG_MAP, configMap("a", "1"))))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict -> assertThat(conflict.alreadyExists()).isTrue());
        KubeObject old = kube.get(Kinds.CONFIG_MAP, KEY).orElseThrow();
        kube.patch(Kinds.CONFIG_MAP, KEY, Map.of("data", Map.of("k", "2")));
        assertThat(failure(() -> kube.update(Kinds.CONFIG_MAP, old.with("3", "data", "k"))))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict -> assertThat(conflict.alreadyExists()).isFalse());
        assertThat(failure(() -> kube.patch(Kinds.CONFIG_MAP, new ObjectKey("default", "none"), Map.of())))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(failure(() -> kube.create(Kinds.CONFIG_MAP, configMap("Not A Name", "1"))))
                .isInstanceOf(Failure.Invalid.class);
    }

    private static Failure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(WorldException.class, call).failure();
    }

    @Test
    void listsInPages() {
        for (int i = 0; i < 1_203; i++) {
            kube.create(Kinds.CONFIG_MAP, configMap("n" + i, "x"));
        }
        assertThat(kube.list(Kinds.CONFIG_MAP, "default", LabelSelector.equal("app", "x")))
                .hasSize(1_203);
    }

    @Test
    void asksForAccess() {
        assertThat(kube.may("create", Kinds.CONFIG_MAP, "", "default", "")).isTrue();
        assertThat(kube.serves(Kinds.CONFIG_MAP)).isTrue();
        assertThat(kube.serves(Kinds.STAGE)).isFalse();
    }

    @Test
    void aCacheFollowsAndShowsOwnWritesAtOnce() throws InterruptedException {
        kube.create(Kinds.CONFIG_MAP, configMap("before", "0"));
        Cache<KubeObject> cache = kube.cache(Kinds.CONFIG_MAP, Function.identity());
        cache.index("value", object -> List.of(value(object)));
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        cache.onChange((key, before, after) -> {
            if (key.namespace().equals("default") && !key.name().equals("kube-root-ca.crt")) {
                told.add(
                        key.name() + " " + before.map(KubeClientContract::value).orElse("-") + " "
                                + after.map(KubeClientContract::value).orElse("-"));
            }
        });
        kube.start();
        assertThat(cache.synced()).isTrue();
        kube.create(Kinds.CONFIG_MAP, configMap("a", "1"));
        assertThat(cache.get(KEY).map(KubeClientContract::value))
                .as("own write")
                .contains("1");
        kube.patch(Kinds.CONFIG_MAP, KEY, Map.of("data", Map.of("k", "2")));
        assertThat(cache.by("value", "2")).as("index of own write").hasSize(1);
        kube.delete(Kinds.CONFIG_MAP, KEY);
        assertThat(next(told)).isEqualTo("before - 0");
        assertThat(next(told)).isEqualTo("a - 1");
        assertThat(next(told)).isEqualTo("a 1 2");
        assertThat(next(told)).isEqualTo("a 2 -");
        assertThat(cache.get(KEY)).isEmpty();
        assertThat(cache.by("value", "2")).isEmpty();
    }

    /// A watch that failed would begin anew with a list.
    @Test
    void aWatchOutlivesEveryLetter() throws InterruptedException {
        Cache<String> cache = kube.cache(Kinds.CONFIG_MAP, KubeClientContract::value);
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        cache.onChange((key, _, after) -> {
            if (key.name().startsWith("letter-")) {
                told.add(after.orElse(""));
            }
        });
        kube.start();
        int before = lists.get();
        try (Kube other = client(server, folder)) {
            int number = 0;
            for (String letters : List.of("a", "ä", "中文", "😀", "é".repeat(20_000), "z")) {
                KubeObject object = configMap("letter-" + number++, "").with(Map.of("k", letters), "data");
                other.create(Kinds.CONFIG_MAP, object);
                assertThat(next(told)).isEqualTo(letters);
            }
        }
        assertThat(lists.get()).isEqualTo(before);
    }

    @Test
    void oneMalformedObjectStopsNobody() throws InterruptedException {
        Cache<String> cache = kube.cache(Kinds.CONFIG_MAP, object -> {
            if (value(object).equals("malformed")) {
                throw new IllegalArgumentException("malformed");
            }
            return value(object);
        });
        kube.create(Kinds.CONFIG_MAP, configMap("bad", "malformed"));
        kube.create(Kinds.CONFIG_MAP, configMap("good", "1"));
        kube.start();
        assertThat(cache.get(new ObjectKey("default", "good"))).isEqualTo(Optional.of("1"));
        assertThat(cache.get(new ObjectKey("default", "bad"))).isEmpty();
        kube.patch(Kinds.CONFIG_MAP, new ObjectKey("default", "bad"), Map.of("data", Map.of("k", "mended")));
        assertThat(cache.get(new ObjectKey("default", "bad"))).isEqualTo(Optional.of("mended"));
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        String change = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(change)
                .as("a change within %s", Duration.ofSeconds(PATIENCE_SECONDS))
                .isNotNull();
        return change;
    }
}
