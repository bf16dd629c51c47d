package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.BootstrapRoles;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.crd.DefinitionKeeper;
import dev.supercargo.kube.apiserver.kinds.BuiltIns;
import dev.supercargo.kube.apiserver.registry.Creation;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.registry.WriteOptions;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Brings the objects that must exist into being at start: namespaces, the roles of the server, and what the embedding
/// program wants.
record Bootstrap(Reading reading, Creation creation, Updating updating, DefinitionKeeper definitions) {
    private static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-public", "kube-node-lease");

    void run(List<KubeObject> wanted) {
        NAMESPACES.forEach(name -> ensure(KubeObject.named(BuiltIns.NAMESPACE, ObjectKey.cluster(name))));
        BootstrapRoles.all().forEach(this::reconcile);
        boolean news = false;
        for (KubeObject object : wanted) {
            boolean definition = object.kind().equals("CustomResourceDefinition");
            if (news && !definition) {
                definitions.sync();
                news = false;
            }
            ensure(object);
            news |= definition;
        }
        if (news) {
            definitions.sync();
        }
    }

    private void reconcile(KubeObject role) {
        Resource resource = resource(role);
        Optional<Shown> stored = reading.find(resource, role.namespace(), role.name());
        if (stored.isEmpty()) {
            create(resource, role);
            return;
        }
        BootstrapRoles.reconciled(role, KubeObject.of(stored.get().tree()))
                .ifPresent(better -> update(resource, role, _ -> better.tree()));
    }

    private void ensure(KubeObject object) {
        Resource resource = resource(object);
        Optional<Shown> stored = reading.find(resource, object.namespace(), object.name());
        if (stored.isEmpty()) {
            create(resource, object);
        } else if (!completed(resource, overlaid(stored.get().tree(), object))
                .equals(stored.get().tree())) {
            update(resource, object, current -> overlaid(current, object));
        }
    }

    private static Map<String, Object> completed(Resource resource, Map<String, Object> tree) {
        resource.shape().decode(tree);
        resource.rules().complete(tree);
        return tree;
    }

    /// The stored object with everything that the wanted one says; labels and annotations are added to those there, and
    /// the status is left alone.
    private static Map<String, Object> overlaid(Map<String, Object> stored, KubeObject wanted) {
        Map<String, Object> tree = Json.copy(stored);
        wanted.tree().forEach((key, value) -> {
            if (!key.equals("metadata") && !key.equals("status")) {
                Json.putNullable(tree, key, value);
            }
        });
        for (String field : List.of("labels", "annotations")) {
            var all = new LinkedHashMap<>(Json.object(tree, "metadata", field));
            all.putAll(Json.object(wanted.view(), "metadata", field));
            if (!all.isEmpty()) {
                Json.put(tree, all, "metadata", field);
            }
        }
        return tree;
    }

    private Resource resource(KubeObject object) {
        String apiVersion = object.apiVersion();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        return definitions.catalog().resources().stream()
                .filter(r -> r.type().group().equals(group)
                        && r.type().version().equals(version)
                        && r.type().kind().equals(object.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("bootstrap object " + object + " is of kind "
                        + apiVersion + " " + object.kind() + ", which is not served: list its definition before it"));
    }

    private void create(Resource resource, KubeObject object) {
        Map<String, Object> tree = completed(resource, object.tree());
        creation.create(resource, object.namespace(), tree, false, WriteOptions.by("supercargo"), session());
    }

    private void update(Resource resource, KubeObject object, UnaryOperator<Map<String, Object>> change) {
        var place = new Updating.Place(resource, object.namespace(), object.name(), "");
        var wish = new Updating.Wish() {
            @Override
            public Map<String, Object> from(Map<String, Object> stored) {
                return completed(resource, change.apply(stored));
            }

            @Override
            public boolean replaces() {
                return false;
            }
        };
        updating.update(place, wish, WriteOptions.by("supercargo"), session());
    }

    private static Session session() {
        return new Session(Identity.administrator("system:apiserver"), "supercargo");
    }
}
