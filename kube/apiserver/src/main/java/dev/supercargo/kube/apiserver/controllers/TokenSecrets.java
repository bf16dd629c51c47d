package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.access.ServiceAccountTokens;
import dev.supercargo.kube.apiserver.kinds.BuiltIns;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Fills Secrets of type `kubernetes.io/service-account-token`, and deletes those whose account is gone
/// (kubernetes-api.md 11.3).
final class TokenSecrets implements Controller {
    private static final String TYPE = "kubernetes.io/service-account-token";
    private static final String ACCOUNT_NAME = "kubernetes.io/service-account.name";
    private static final String ACCOUNT_UID = "kubernetes.io/service-account.uid";

    private final Objects objects;
    private final InProcess requests;
    private final ServiceAccountTokens tokens;
    private final Optional<String> authorityPem;
    private final KeyedWork<ObjectRef> work = new KeyedWork<>("token-secrets", 2, this::lookAt);

    TokenSecrets(
            Objects objects,
            Function<ApiRequest, ApiResponse> door,
            ServiceAccountTokens tokens,
            Optional<String> authorityPem) {
        this.objects = objects;
        this.requests = new InProcess(door, Identity.administrator("system:kube-controller-manager"));
        this.tokens = tokens;
        this.authorityPem = authorityPem;
    }

    @Override
    public void noticed(Happening happening) {
        var type = happening.resource().type();
        if (type.equals(BuiltIns.SECRET)
                && happening.now().filter(secret -> isToken(secret.tree())).isPresent()) {
            work.add(happening.ref());
        } else if (type.equals(BuiltIns.SERVICE_ACCOUNT)
                && (happening.now().isEmpty() || happening.before().isEmpty())) {
            String namespace = happening.ref().namespace();
            var secrets = objects.resource(GroupResource.of(BuiltIns.SECRET)).orElseThrow();
            objects.list(secrets, namespace).stream()
                    .filter(secret -> isToken(secret.tree()))
                    .forEach(secret -> work.add(new ObjectRef(secrets.groupResource(), namespace, secret.name())));
        }
    }

    private static boolean isToken(Map<String, Object> tree) {
        return TYPE.equals(tree.get("type"));
    }

    private void lookAt(ObjectRef ref) {
        Optional<Shown> found = objects.find(ref).filter(secret -> isToken(secret.tree()));
        if (found.isEmpty()) {
            return;
        }
        KubeObject secret = KubeObject.of(found.get().tree());
        String path = "/api/v1/namespaces/" + ref.namespace() + "/secrets/" + ref.name();
        Optional<KubeObject> account = account(secret);
        if (account.isEmpty()) {
            InProcess.tolerant(() -> requests.delete(path, Map.of("preconditions", Map.of("uid", secret.uid()))));
            return;
        }
        Map<String, Object> filled = filled(secret, account.get());
        if (!Json.same(filled, secret.view()) && !InProcess.tolerant(() -> requests.update(path, filled))) {
            work.add(ref);
        }
    }

    /// The account that a secret is for: of the name, and of the uid if one is given.
    private Optional<KubeObject> account(KubeObject secret) {
        String name = secret.annotations().getOrDefault(ACCOUNT_NAME, "");
        String uid = secret.annotations().getOrDefault(ACCOUNT_UID, "");
        return objects.find(new ObjectRef(GroupResource.of(BuiltIns.SERVICE_ACCOUNT), secret.namespace(), name))
                .map(found -> KubeObject.of(found.tree()))
                .filter(account -> uid.isEmpty() || uid.equals(account.uid()));
    }

    private Map<String, Object> filled(KubeObject secret, KubeObject account) {
        Map<String, Object> tree = secret.tree();
        var data = new LinkedHashMap<>(Json.object(tree, "data"));
        data.putIfAbsent("token", base64(tokens.legacyToken(account, secret)));
        data.put("namespace", base64(secret.namespace()));
        authorityPem.ifPresent(pem -> data.put("ca.crt", base64(pem)));
        tree.put("data", data);
        Json.put(tree, account.uid(), "metadata", "annotations", ACCOUNT_UID);
        return tree;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        work.close();
    }
}
