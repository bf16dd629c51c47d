package dev.supercargo.kube.client;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Cache] that a [Reflector] feeds; what it holds is kept by [WatchedObjects].
final class InformedCache<T> implements Cache<T> {
    private static final Logger LOG = LoggerFactory.getLogger(InformedCache.class);

    private static final int WARNED_EVERY = 20;

    private final ResourceType type;
    private final WatchedObjects<T> objects;
    private final Reflector reflector;

    InformedCache(ApiCalls calls, ResourceType type, Function<KubeObject, T> decode) {
        this.type = type;
        this.objects = new WatchedObjects<>(type.kind(), decode);
        this.reflector = new Reflector(calls, type, objects);
    }

    void start() {
        reflector.start();
    }

    /// Waits until the first list is here, readers see all of it, and listeners were told. A kind that may not be
    /// listed, or does not exist, must not stop the others: there the wait ends, while the reflector keeps trying.
    void awaitSynced() throws InterruptedException {
        for (int second = 1; !reflector.awaitListed(Duration.ofSeconds(1)) && !reflector.isRefused(); second++) {
            if (second % WARNED_EVERY == 0) {
                LOG.warn("still waiting for the first list of {}", type);
            }
        }
        if (!reflector.isListed()) {
            LOG.warn("{} cannot be listed; going on without", type);
        }
    }

    void stop() {
        reflector.stop();
    }

    /// Since when no change arrives, and why, while that is so.
    Optional<SilentWatch> silence() {
        return reflector.silence();
    }

    /// See [WatchedObjects#overlay].
    void overlay(KubeObject written) {
        objects.overlay(written);
    }

    @Override
    public Optional<T> get(ObjectKey key) {
        return objects.get(key);
    }

    @Override
    public List<T> in(String namespace) {
        return objects.in(namespace);
    }

    @Override
    public List<T> all() {
        return objects.all();
    }

    @Override
    public void index(String name, Function<T, Collection<String>> values) {
        objects.index(name, values);
    }

    @Override
    public List<T> by(String index, String value) {
        return objects.by(index, value);
    }

    @Override
    public void onChange(Listener<T> listener) {
        objects.onChange(listener);
    }

    @Override
    public boolean synced() {
        return reflector.isListed();
    }
}
