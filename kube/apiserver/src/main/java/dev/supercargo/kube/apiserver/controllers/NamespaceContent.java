package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.kinds.BuiltIns;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What every namespace has: the ServiceAccount `default`, and the certificate of the authority in the ConfigMap
/// `kube-root-ca.crt` (kubernetes-api.md 11.3). Put back when they are gone or changed.
final class NamespaceContent implements Controller {
    private static final String ACCOUNT = "default";
    private static final String AUTHORITY = "kube-root-ca.crt";
    private static final String DESCRIPTION = "kubernetes.io/description";
    private static final String WHAT_FOR =
            "Contains a CA bundle that can be used to verify the kube-apiserver when using"
                    + " internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed"
                    + " across distributions of Kubernetes clusters.";

    private final Objects objects;
    private final InProcess accounts;
    private final InProcess certificates;
    private final Optional<String> authorityPem;
    private final KeyedWork<String> work = new KeyedWork<>("namespace-content", 2, this::fill);

    NamespaceContent(Objects objects, Function<ApiRequest, ApiResponse> door, Optional<String> authorityPem) {
        this.objects = objects;
        this.accounts = InProcess.as(door, "service-account-controller");
        this.certificates = InProcess.as(door, "root-ca-cert-publisher");
        this.authorityPem = authorityPem;
    }

    @Override
    public void noticed(Happening happening) {
        var type = happening.resource().type();
        String name = happening.ref().name();
        if (type.equals(BuiltIns.NAMESPACE)) {
            if (happening.now().isPresent() && happening.before().isEmpty()) {
                work.add(name);
            }
        } else if ((type.equals(BuiltIns.SERVICE_ACCOUNT)
                        && name.equals(ACCOUNT)
                        && happening.now().isEmpty())
                || (type.equals(BuiltIns.CONFIG_MAP) && name.equals(AUTHORITY))) {
            work.add(happening.ref().namespace());
        }
    }

    private void fill(String namespace) {
        Optional<Shown> found = objects.find(new ObjectRef(GroupResource.of(BuiltIns.NAMESPACE), "", namespace));
        if (found.isEmpty() || KubeObject.of(found.get().tree()).isTerminating()) {
            return;
        }
        String base = "/api/v1/namespaces/" + namespace;
        var account = new ObjectRef(GroupResource.of(BuiltIns.SERVICE_ACCOUNT), namespace, ACCOUNT);
        if (objects.find(account).isEmpty()) {
            InProcess.tolerant(
                    () -> accounts.create(base + "/serviceaccounts", Map.of("metadata", Map.of("name", ACCOUNT))));
        }
        authorityPem.ifPresent(pem -> publish(base, namespace, pem));
    }

    private void publish(String base, String namespace, String pem) {
        var ref = new ObjectRef(GroupResource.of(BuiltIns.CONFIG_MAP), namespace, AUTHORITY);
        Map<String, Object> data = Map.of("ca.crt", pem);
        Optional<Shown> there = objects.find(ref);
        if (there.isEmpty()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("metadata", Map.of("name", AUTHORITY, "annotations", Map.of(DESCRIPTION, WHAT_FOR)));
            map.put("data", data);
            InProcess.tolerant(() -> certificates.create(base + "/configmaps", map));
        } else if (!Json.same(there.get().tree().get("data"), data)) {
            Map<String, Object> map = Json.copy(there.get().tree());
            map.put("data", data);
            InProcess.tolerant(() -> certificates.update(base + "/configmaps/" + AUTHORITY, map));
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
