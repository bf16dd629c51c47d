package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.access.ServiceAccountTokens;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Change;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Watch;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All controllers of the server, fed from one watch of the whole store.
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Store store;
    private final Objects objects;
    private final List<Controller> controllers;
    private Index index = new Index(new Catalog(List.of()), Map.of()); // of the one thread that tells
    private volatile @Nullable Watch watch;
    private volatile boolean closed;

    public Controllers(
            Store store,
            Reading reading,
            Supplier<Catalog> catalog,
            Function<ApiRequest, ApiResponse> door,
            ServiceAccountTokens tokens,
            Optional<String> authorityPem,
            Clock clock) {
        this.store = store;
        this.objects = new Objects(reading, catalog);
        this.controllers = List.of(
                new GarbageCollector(objects, door),
                new NamespaceController(objects, door, clock),
                new NamespaceContent(objects, door, authorityPem),
                new TokenSecrets(objects, door, tokens, authorityPem),
                new RoleAggregation(objects, door));
    }

    /// Begins to work: first on all that is there, then on every change.
    public void start() {
        Thread.ofVirtual().name("controllers").start(this::run);
    }

    private void run() {
        while (!closed) {
            try (Watch here = store.watch("/registry/", store.revision() + 1)) {
                watch = here;
                lookAtEverything();
                while (!closed) {
                    here.poll(PATIENCE).forEach(this::tell);
                }
            } catch (StoreException.Slow _) {
                LOG.warn("controllers fell behind the writes and look at everything again");
            } catch (StoreException | InterruptedException e) {
                if (!closed) {
                    LOG.error("controllers have stopped; restart the server", e);
                }
                return;
            }
        }
    }

    private void lookAtEverything() {
        for (Resource resource : objects.collections()) {
            for (Shown item : objects.list(resource, "")) {
                var ref = new ObjectRef(resource.groupResource(), item.namespace(), item.name());
                tell(new Happening(resource, ref, Optional.of(item), Optional.empty()));
            }
        }
    }

    private void tell(Change change) {
        resourceOf(change.key()).ifPresent(resource -> {
            Shown entry = Reading.shown(change.entry(), resource);
            Optional<Shown> before = change.before().map(old -> Reading.shown(old, resource));
            Optional<Shown> now = change.type() == Change.Type.DELETED ? Optional.empty() : Optional.of(entry);
            var ref = new ObjectRef(resource.groupResource(), entry.namespace(), entry.name());
            tell(new Happening(resource, ref, now, before));
        });
    }

    private void tell(Happening happening) {
        for (Controller controller : controllers) {
            try {
                controller.noticed(happening);
            } catch (RuntimeException e) {
                LOG.error("{} could not take in a change of {}", controller, happening.ref(), e);
            }
        }
    }

    private Optional<Resource> resourceOf(String key) {
        Catalog now = objects.catalog();
        if (index.catalog() != now) {
            index = Index.of(now, objects.collections());
        }
        int end = key.indexOf('/', key.indexOf('/', "/registry/".length()) + 1) + 1;
        return Optional.ofNullable(index.byPrefix().get(key.substring(0, end)));
    }

    /// The collections of a catalog by the prefixes of their keys.
    private record Index(Catalog catalog, Map<String, Resource> byPrefix) {
        static Index of(Catalog catalog, List<Resource> collections) {
            var byPrefix = new HashMap<String, Resource>();
            collections.forEach(resource -> byPrefix.put(resource.prefix(), resource));
            return new Index(catalog, byPrefix);
        }
    }

    @Override
    public void close() {
        closed = true;
        Watch open = watch;
        if (open != null) {
            open.close();
        }
        controllers.forEach(Controller::close);
    }
}
