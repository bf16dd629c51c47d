package dev.supercargo.kube.apiserver.crd;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.kinds.Conditions;
import dev.supercargo.kube.apiserver.registry.DeleteOptions;
import dev.supercargo.kube.apiserver.registry.Deletion;
import dev.supercargo.kube.apiserver.registry.ListOptions;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Subresource;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Watch;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the catalog in step with the definitions: accepts their names, establishes them, and takes them and their
/// objects away (kubernetes-api.md 9.1).
public final class DefinitionKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionKeeper.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Store store;
    private final Resource definitions;
    private final List<Resource> builtIns;
    private final Reading reading;
    private final Updating updating;
    private final Deletion deletion;
    private final Clock clock;
    private final Set<String> cleaning = ConcurrentHashMap.newKeySet();
    private final Map<String, Known> known = new HashMap<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile Catalog catalog;
    private volatile @Nullable Watch pending;
    private volatile boolean closed;

    /// The resources made of one state of a definition; kept while that state lasts, so that views stay valid.
    private record Known(
            Map<String, Object> spec, Map<String, Object> status, boolean terminating, List<Resource> resources) {}

    public DefinitionKeeper(
            Store store, List<Resource> builtIns, Reading reading, Updating updating, Deletion deletion, Clock clock) {
        this.store = store;
        this.builtIns = builtIns;
        this.catalog = new Catalog(builtIns);
        this.definitions = catalog.find("apiextensions.k8s.io", "v1", "customresourcedefinitions")
                .orElseThrow();
        this.reading = reading;
        this.updating = updating;
        this.deletion = deletion;
        this.clock = clock;
    }

    /// What is served now: every write of a definition that was acknowledged before the call is taken in.
    public Catalog catalog() {
        Watch changes = pending;
        if (changes != null) {
            takeIn(changes);
        }
        return catalog;
    }

    private synchronized void takeIn(Watch changes) {
        try {
            if (!changes.poll(Duration.ZERO).isEmpty()) {
                sync();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (StoreException _) {
            // the server is being closed: what is known so far is served
        }
    }

    /// Follows the definitions from now on, on a thread of its own.
    public void start() {
        Watch watch = store.watch(definitions.prefix(), store.revision() + 1);
        Watch other = store.watch(definitions.prefix(), store.revision() + 1);
        watches.add(watch);
        watches.add(other);
        pending = other;
        sync();
        Thread.ofVirtual().name("definitions").start(() -> follow(watch));
    }

    private void follow(Watch watch) {
        try {
            while (!closed) {
                if (!watch.poll(PATIENCE).isEmpty()) {
                    catalog();
                }
            }
        } catch (StoreException | InterruptedException e) {
            if (!closed) {
                LOG.error("definitions are no longer followed; restart the server", e);
            }
        }
    }

    /// Brings catalog and definitions in step.
    public synchronized void sync() {
        var all = new ArrayList<Definition>();
        for (Shown item : reading.list(definitions, "", ListOptions.NOW).items()) {
            all.add(new Definition(item.tree()));
        }
        for (int i = 0; i < all.size(); i++) {
            all.set(i, settled(all.get(i), all));
        }
        var resources = new ArrayList<>(builtIns);
        known.keySet().retainAll(all.stream().map(Definition::name).toList());
        all.forEach(definition -> resources.addAll(resourcesOf(definition)));
        catalog = new Catalog(resources);
        all.stream().filter(Definition::isTerminating).forEach(this::clean);
    }

    private List<Resource> resourcesOf(Definition definition) {
        Map<String, Object> spec = Json.object(definition.tree(), "spec");
        Map<String, Object> status = Json.object(definition.tree(), "status");
        Known before = known.get(definition.name());
        if (before != null
                && before.terminating() == definition.isTerminating()
                && before.spec().equals(spec)
                && before.status().equals(status)) {
            return before.resources();
        }
        List<Resource> resources = definition.resources();
        known.put(definition.name(), new Known(spec, status, definition.isTerminating(), resources));
        return resources;
    }

    /// The definition with names and conditions as they ought to be.
    private Definition settled(Definition definition, List<Definition> all) {
        Instant now = clock.instant();
        Acceptance acceptance = Acceptance.decide(definition, all, now);
        List<Object> conditions = Conditions.trees(acceptance.conditions());
        Map<String, Object> status = Json.object(definition.tree(), "status");
        if (Json.object(status, "acceptedNames").equals(acceptance.acceptedNames())
                && Json.list(status, "conditions").equals(conditions)) {
            return definition;
        }
        return change(definition, Subresource.STATUS, tree -> {
            Json.put(tree, Json.copyOf(acceptance.acceptedNames()), "status", "acceptedNames");
            Json.put(tree, conditions, "status", "conditions");
            return tree;
        });
    }

    private Definition change(Definition definition, String subresource, UnaryOperator<Map<String, Object>> change) {
        var place = new Updating.Place(definitions, "", definition.name(), subresource);
        try {
            return new Definition(updating.update(place, new Edit(change), WriteOptions.by("kube-apiserver"), session())
                    .object()
                    .tree());
        } catch (ApiError e) {
            if (e.code() != 404) {
                LOG.warn("definition {} could not be updated: {}", definition.name(), e.getMessage());
            }
            return definition;
        }
    }

    private record Edit(UnaryOperator<Map<String, Object>> change) implements Updating.Wish {
        @Override
        public Map<String, Object> from(Map<String, Object> stored) {
            return change.apply(Json.copy(stored));
        }

        @Override
        public boolean replaces() {
            return false;
        }
    }

    private static Session session() {
        return new Session(Identity.administrator("system:apiserver"), "kube-apiserver");
    }

    /// Deletes the objects of a definition that is to go, waits until none is left, and lets the definition go.
    private void clean(Definition definition) {
        if (cleaning.add(definition.name())) {
            Thread.ofVirtual().name("definition-" + definition.name()).start(() -> {
                try {
                    deleteObjects(definition);
                    release(definition);
                } catch (StoreException | InterruptedException | ApiError e) {
                    if (!closed) {
                        LOG.warn(
                                "objects of definition {} could not be deleted: {}", definition.name(), e.getMessage());
                    }
                } finally {
                    cleaning.remove(definition.name());
                }
            });
        }
    }

    private void deleteObjects(Definition definition) throws InterruptedException {
        List<Resource> served = definition.resources();
        if (served.isEmpty()) {
            return;
        }
        Resource resource = served.getFirst();
        try (Watch watch = store.watch(resource.prefix(), store.revision() + 1)) {
            watches.add(watch);
            while (true) {
                List<Shown> left = deletion.deleteAll(resource, "", ListOptions.NOW, DeleteOptions.NONE, session())
                        .items();
                if (left.isEmpty()
                        || reading.list(resource, "", ListOptions.NOW).items().isEmpty()) {
                    return;
                }
                watch.poll(PATIENCE);
            }
        }
    }

    private void release(Definition definition) {
        change(definition, Subresource.STATUS, tree -> {
            List<Condition> conditions = Condition.set(
                    new Definition(tree).conditions(),
                    new Condition(
                            "Terminating",
                            "False",
                            "InstanceDeletionCompleted",
                            "removed all instances",
                            clock.instant(),
                            0));
            Json.put(tree, Conditions.trees(conditions), "status", "conditions");
            return tree;
        });
        change(definition, "", tree -> {
            var rest = new ArrayList<>(Json.list(tree, "metadata", "finalizers"));
            rest.remove(Definition.FINALIZER);
            Json.put(tree, rest, "metadata", "finalizers");
            return tree;
        });
    }

    @Override
    public void close() {
        closed = true;
        watches.forEach(Watch::close);
    }
}
