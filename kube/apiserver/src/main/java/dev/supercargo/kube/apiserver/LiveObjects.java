package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.RbacObjects;
import dev.supercargo.kube.apiserver.access.TokenObjects;
import dev.supercargo.kube.apiserver.registry.ListOptions;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Watch;
import dev.supercargo.meta.KubeObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The server's own look at its objects, for decisions about access and names.
final class LiveObjects implements RbacObjects, TokenObjects, AutoCloseable {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private final Reading reading;
    private final Catalog builtIns;
    private final Watch changes;
    private final AtomicLong revision;

    LiveObjects(Store store, Reading reading, Catalog builtIns) {
        this.reading = reading;
        this.builtIns = builtIns;
        this.revision = new AtomicLong(store.revision());
        this.changes = store.watch("/registry/" + RBAC + "/", store.revision() + 1);
    }

    /// Moves with every change of a role or binding. The store offers a change to watches before it acknowledges the
    /// write, so whoever asks after a write sees it.
    @Override
    public synchronized long revision() {
        try {
            if (!changes.poll(Duration.ZERO).isEmpty()) {
                revision.incrementAndGet();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            revision.incrementAndGet();
        } catch (StoreException _) {
            revision.incrementAndGet(); // changes may have been lost: read anew each time
        }
        return revision.get();
    }

    @Override
    public List<KubeObject> roles() {
        return all("roles");
    }

    @Override
    public List<KubeObject> clusterRoles() {
        return all("clusterroles");
    }

    @Override
    public List<KubeObject> roleBindings() {
        return all("rolebindings");
    }

    @Override
    public List<KubeObject> clusterRoleBindings() {
        return all("clusterrolebindings");
    }

    private List<KubeObject> all(String plural) {
        return reading.list(builtIn(RBAC, plural), "", ListOptions.NOW).items().stream()
                .map(item -> KubeObject.of(item.tree()))
                .toList();
    }

    @Override
    public Optional<KubeObject> find(String resource, String namespace, String name) {
        return builtIns.find("", "v1", resource)
                .flatMap(found -> reading.find(found, namespace, name))
                .map(shown -> KubeObject.of(shown.tree()));
    }

    Optional<Map<String, Object>> namespace(String name) {
        return reading.find(builtIn("", "namespaces"), "", name).map(Shown::tree);
    }

    /// The objects of a kind of `admissionregistration.k8s.io`, in order of name.
    Supplier<List<Map<String, Object>>> admission(String plural) {
        Resource resource = builtIn("admissionregistration.k8s.io", plural);
        return () -> reading.list(resource, "", ListOptions.NOW).items().stream()
                .map(Shown::tree)
                .toList();
    }

    private Resource builtIn(String group, String plural) {
        return builtIns.find(group, "v1", plural).orElseThrow();
    }

    @Override
    public void close() {
        changes.close();
    }
}
