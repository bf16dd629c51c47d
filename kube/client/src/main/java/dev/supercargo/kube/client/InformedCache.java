package dev.supercargo.kube.client;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Cache] that a fabric8 informer feeds.
///
/// Two views are kept: *seen* (what readers get: the newest of watch and own writes) and *told* (what
/// listeners were told last, moved by the watch alone). One lock guards both; listeners run on the informer's
/// thread, outside the lock.
final class InformedCache<T> implements Cache<T> {
    private static final Logger LOG = LoggerFactory.getLogger(InformedCache.class);

    private static final int WARNED_EVERY = 20;
    private static final Set<Integer> REFUSALS = Set.of(403, 404);

    private final ResourceType type;
    private final Function<KubeObject, T> decode;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final KubernetesSerialization serialization;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, TreeMap<String, Entry<T>>> seen = new HashMap<>();
    private final Map<ObjectKey, T> told = new HashMap<>();
    private final Map<ObjectKey, Long> gone = new LinkedHashMap<>();
    private final Map<String, Index<T>> indexes = new HashMap<>();
    private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
    /// Whether the API said lately that this kind may not be listed, or that there is none.
    private volatile boolean refused;

    private volatile CompletableFuture<Void> started = CompletableFuture.completedFuture(null);

    private record Entry<T>(ObjectKey key, long version, T value) {}

    /// Keys by value, and the values under which a key is listed now.
    private static final class Index<T> {
        final Function<T, Collection<String>> values;
        final Map<String, TreeMap<ObjectKey, T>> entries = new HashMap<>();

        Index(Function<T, Collection<String>> values) {
            this.values = values;
        }

        void remove(ObjectKey key, T value) {
            for (String under : values.apply(value)) {
                TreeMap<ObjectKey, T> keys = entries.get(under);
                if (keys != null) {
                    keys.remove(key);
                    if (keys.isEmpty()) {
                        entries.remove(under);
                    }
                }
            }
        }

        void add(ObjectKey key, T value) {
            for (String under : values.apply(value)) {
                entries.computeIfAbsent(under, _ -> new TreeMap<>()).put(key, value);
            }
        }
    }

    InformedCache(KubernetesClient client, ResourceType type, Function<KubeObject, T> decode) {
        this.type = type;
        this.decode = decode;
        this.serialization = client.getKubernetesSerialization();
        var context = new ResourceDefinitionContext.Builder()
                .withGroup(type.group())
                .withVersion(type.version())
                .withKind(type.kind())
                .withPlural(type.plural())
                .withNamespaced(type.namespaced())
                .build();
        var resources = client.genericKubernetesResources(context);
        this.informer = (type.namespaced() ? resources.inAnyNamespace() : resources).runnableInformer(0);
        informer.removeNamespaceIndex();
        informer.exceptionHandler((started, e) -> {
            LOG.warn("watch of {} failed, trying again: {}", type, e.getMessage());
            refused = e instanceof KubernetesClientException failure && REFUSALS.contains(failure.getCode());
            return true;
        });
        informer.addEventHandler(new Events());
    }

    private final class Events implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource resource) {
            arrived(resource);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            arrived(after);
        }

        @Override
        public void onDelete(GenericKubernetesResource resource, boolean finalStateUnknown) {
            left(object(resource));
        }
    }

    void start() {
        started = informer.start().toCompletableFuture();
    }

    /// Waits until the first list is here and readers see all of it. A kind that may not be listed, or does not exist,
    /// must not stop the others: there the wait ends, while the informer keeps trying and says so.
    void awaitSynced() throws InterruptedException {
        for (int second = 1; !listed() && !refused; second++) {
            if (second % WARNED_EVERY == 0) {
                LOG.warn("still waiting for the first list of {}", type);
            }
        }
        if (refused && !informer.hasSynced()) {
            LOG.warn("{} cannot be listed; going on without", type);
            return;
        }
        // listeners are told on a thread of the informer's, perhaps later; readers must not wait for them
        for (GenericKubernetesResource resource : informer.getStore().list()) {
            KubeObject object = object(resource);
            decoded(object).ifPresent(value -> {
                lock.lock();
                try {
                    remember(object, value);
                } finally {
                    lock.unlock();
                }
            });
        }
    }

    private boolean listed() throws InterruptedException {
        try {
            started.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return informer.hasSynced();
        } catch (ExecutionException e) {
            LOG.warn("{} could not be listed: {}", type, e.getCause() == null ? e : e.getCause());
            refused = true;
            return false;
        }
    }

    void stop() {
        informer.stop();
    }

    /// Shows a write of this process to readers before the watch brings it.
    void overlay(KubeObject written) {
        Optional<T> value = decoded(written);
        lock.lock();
        try {
            boolean last = written.isTerminating() && written.finalizers().isEmpty();
            if (last) {
                forget(written.key(), version(written));
            } else {
                value.ifPresent(decodedValue -> remember(written, decodedValue));
            }
        } finally {
            lock.unlock();
        }
    }

    private void arrived(GenericKubernetesResource resource) {
        KubeObject object = object(resource);
        Optional<T> value = decoded(object);
        Optional<T> before;
        lock.lock();
        try {
            value.ifPresentOrElse(
                    decodedValue -> remember(object, decodedValue), () -> forget(object.key(), version(object)));
            before = value.isPresent()
                    ? Optional.ofNullable(told.put(object.key(), value.get()))
                    : Optional.ofNullable(told.remove(object.key()));
        } finally {
            lock.unlock();
        }
        tell(object.key(), before, value);
    }

    private void left(KubeObject object) {
        Optional<T> before;
        lock.lock();
        try {
            forget(object.key(), version(object));
            before = Optional.ofNullable(told.remove(object.key()));
        } finally {
            lock.unlock();
        }
        tell(object.key(), before, Optional.empty());
    }

    private void tell(ObjectKey key, Optional<T> before, Optional<T> after) {
        for (Listener<T> listener : listeners) {
            try {
                listener.changed(key, before, after);
            } catch (RuntimeException e) {
                LOG.error("a listener of {} failed on {}", type, key, e);
            }
        }
    }

    private void remember(KubeObject object, T value) {
        ObjectKey key = object.key();
        long version = version(object);
        Long deletedAt = gone.get(key);
        if (deletedAt != null) {
            if (version <= deletedAt) {
                return;
            }
            gone.remove(key);
        }
        TreeMap<String, Entry<T>> names = seen.computeIfAbsent(key.namespace(), _ -> new TreeMap<>());
        Entry<T> held = names.get(key.name());
        if (held != null && held.version() >= version) {
            return;
        }
        names.put(key.name(), new Entry<>(key, version, value));
        for (Index<T> index : indexes.values()) {
            if (held != null) {
                index.remove(key, held.value());
            }
            index.add(key, value);
        }
    }

    private void forget(ObjectKey key, long version) {
        TreeMap<String, Entry<T>> names = seen.get(key.namespace());
        Entry<T> held = names == null ? null : names.get(key.name());
        if (held != null && held.version() > version) {
            return;
        }
        if (names != null && held != null) {
            names.remove(key.name());
            indexes.values().forEach(index -> index.remove(key, held.value()));
            if (names.isEmpty()) {
                seen.remove(key.namespace());
            }
        }
        gone.put(key, version);
        if (gone.size() > 4_096) {
            gone.remove(gone.keySet().iterator().next());
        }
    }

    private Optional<T> decoded(KubeObject object) {
        try {
            return Optional.of(decode.apply(object));
        } catch (RuntimeException e) {
            LOG.warn("{} {} cannot be read and is left alone: {}", type.kind(), object.key(), e.getMessage());
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private KubeObject object(GenericKubernetesResource resource) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", resource.getApiVersion());
        tree.put("kind", resource.getKind());
        tree.put("metadata", serialization.convertValue(resource.getMetadata(), Map.class));
        tree.putAll(resource.getAdditionalProperties());
        return KubeObject.of(Json.asObject(normalised(tree)));
    }

    private static @Nullable Object normalised(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var copy = LinkedHashMap.<String, Object>newLinkedHashMap(map.size());
                map.forEach((key, item) -> Json.putNullable(copy, (String) key, normalised(item)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                list.forEach(item -> copy.add(normalised(item)));
                yield copy;
            }
            case Integer number -> number.longValue();
            case Number number when !(number instanceof Long) -> number.doubleValue();
            default -> value;
        };
    }

    private static long version(KubeObject object) {
        try {
            return Long.parseLong(object.resourceVersion());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public Optional<T> get(ObjectKey key) {
        lock.lock();
        try {
            TreeMap<String, Entry<T>> names = seen.get(key.namespace());
            Entry<T> entry = names == null ? null : names.get(key.name());
            return entry == null ? Optional.empty() : Optional.of(entry.value());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<T> in(String namespace) {
        lock.lock();
        try {
            TreeMap<String, Entry<T>> names = seen.get(namespace);
            return names == null
                    ? List.of()
                    : names.values().stream().map(Entry::value).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<T> all() {
        lock.lock();
        try {
            return seen.values().stream()
                    .flatMap(names -> names.values().stream())
                    .sorted(Comparator.comparing(Entry::key))
                    .map(Entry::value)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void index(String name, Function<T, Collection<String>> values) {
        lock.lock();
        try {
            indexes.put(name, new Index<>(values));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<T> by(String index, String value) {
        lock.lock();
        try {
            Index<T> wanted = indexes.get(index);
            if (wanted == null) {
                throw new IllegalStateException("no index " + index + " on " + type);
            }
            TreeMap<ObjectKey, T> found = wanted.entries.get(value);
            return found == null ? List.of() : List.copyOf(found.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onChange(Listener<T> listener) {
        listeners.add(listener);
    }

    @Override
    public boolean synced() {
        return informer.hasSynced();
    }
}
