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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [Cache] that a fabric8 informer feeds; what it holds is kept by [WatchedObjects].
final class InformedCache<T> implements Cache<T> {
    private static final Logger LOG = LoggerFactory.getLogger(InformedCache.class);

    private static final int WARNED_EVERY = 20;
    private static final Set<Integer> REFUSALS = Set.of(403, 404);

    private final ResourceType type;
    private final WatchedObjects<T> objects;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final KubernetesSerialization serialization;
    /// Whether the API said lately that this kind may not be listed, or that there is none.
    private volatile boolean refused;

    private volatile CompletableFuture<Void> started = CompletableFuture.completedFuture(null);

    InformedCache(KubernetesClient client, ResourceType type, Function<KubeObject, T> decode) {
        this.type = type;
        this.objects = new WatchedObjects<>(type.kind(), decode);
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
            objects.arrived(object(resource));
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            objects.arrived(object(after));
        }

        @Override
        public void onDelete(GenericKubernetesResource resource, boolean finalStateUnknown) {
            if (finalStateUnknown) {
                objects.missing(object(resource), listed());
            } else {
                objects.left(object(resource));
            }
        }
    }

    /// The newest version that the informer has listed or watched.
    private long listed() {
        try {
            return Long.parseLong(String.valueOf(informer.lastSyncResourceVersion()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    void start() {
        started = informer.start().toCompletableFuture();
    }

    /// Waits until the first list is here and readers see all of it. A kind that may not be listed, or does not exist,
    /// must not stop the others: there the wait ends, while the informer keeps trying and says so.
    void awaitSynced() throws InterruptedException {
        for (int second = 1; !firstListed() && !refused; second++) {
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
            objects.listed(object(resource));
        }
    }

    private boolean firstListed() throws InterruptedException {
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

    /// See [WatchedObjects#overlay].
    void overlay(KubeObject written) {
        objects.overlay(written);
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
        return informer.hasSynced();
    }
}
