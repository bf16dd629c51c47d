package dev.supercargo.kube.apiserver.controllers;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.access.Aggregation;
import dev.supercargo.kube.apiserver.access.PolicyRule;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Fills ClusterRoles with the rules of those that they collect (kubernetes-api.md 7.4).
final class RoleAggregation implements Controller {
    private static final GroupResource ROLES = new GroupResource("rbac.authorization.k8s.io", "clusterroles");

    private final Objects objects;
    private final InProcess requests;
    private final KeyedWork<String> work = new KeyedWork<>("role-aggregation", 1, _ -> aggregate());

    RoleAggregation(Objects objects, Function<ApiRequest, ApiResponse> door) {
        this.objects = objects;
        this.requests = InProcess.as(door, "clusterrole-aggregation-controller");
    }

    @Override
    public void noticed(Happening happening) {
        if (happening.resource().groupResource().equals(ROLES)) {
            work.add("all");
        }
    }

    private void aggregate() {
        Resource resource = objects.resource(ROLES).orElseThrow();
        List<KubeObject> roles = objects.list(resource, "").stream()
                .map(shown -> KubeObject.of(shown.tree()))
                .toList();
        for (KubeObject role : roles) {
            Aggregation.rules(role, roles).ifPresent(rules -> {
                List<Object> wanted =
                        rules.stream().<Object>map(PolicyRule::tree).toList();
                if (!Json.same(wanted, Json.list(role.view(), "rules"))) {
                    apply(resource, role, wanted);
                }
            });
        }
    }

    private void apply(Resource resource, KubeObject role, List<Object> rules) {
        var config = new LinkedHashMap<String, Object>();
        config.put("apiVersion", resource.type().apiVersion());
        config.put("kind", resource.type().kind());
        config.put("metadata", Map.of("name", role.name()));
        config.put("rules", new ArrayList<>(rules));
        if (!InProcess.tolerant(() -> requests.apply(
                InProcess.path(resource, "", role.name()), config, "clusterrole-aggregation-controller"))) {
            work.add("all");
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
