package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.meta.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Answers paths that are no resources: health, version, the list of paths (kubernetes-api.md 12).
public final class PathEndpoint {
    private final Supplier<Catalog> catalog;
    private final OpenApiEndpoint openApi;
    private final Map<String, Supplier<Optional<String>>> checks;
    private final IssuerEndpoint issuer;

    /// `checks` are named; each says what is wrong, if anything is.
    public PathEndpoint(
            Supplier<Catalog> catalog,
            Map<String, Supplier<Optional<String>>> checks,
            IssuerEndpoint issuer,
            Clock clock) {
        this.catalog = catalog;
        this.openApi = new OpenApiEndpoint(catalog, clock);
        this.checks = new LinkedHashMap<>(checks);
        this.issuer = issuer;
    }

    /// The answer; empty where the path is not served.
    public Optional<ApiResponse> answer(Exchange exchange) {
        String path = exchange.info().path();
        String first = path.replaceAll("^/", "").split("/", 2)[0];
        return switch (first) {
            case "" -> Optional.of(Answers.json(200, Json.bytes(Map.of("paths", paths()))));
            case "version" -> Optional.of(Answers.json(200, Answers.pretty(Version.tree())));
            case "openapi" -> openApi.answer(exchange);
            case "healthz", "livez", "readyz" -> Optional.of(health(exchange, first, path));
            case ".well-known", "openid" -> issuer.answer(exchange);
            default -> Optional.empty();
        };
    }

    private List<Object> paths() {
        var paths = new TreeSet<String>(List.of(
                "/.well-known/openid-configuration",
                "/api",
                "/apis",
                "/healthz",
                "/livez",
                "/metrics",
                "/openapi/v2",
                "/openapi/v3",
                "/openid/v1/jwks",
                "/readyz",
                "/version"));
        Catalog now = catalog.get();
        for (String group : now.groups()) {
            String base = group.isEmpty() ? "/api" : "/apis/" + group;
            paths.add(base);
            now.versions(group).forEach(version -> paths.add(base + "/" + version));
        }
        return new ArrayList<>(paths);
    }

    private ApiResponse health(Exchange exchange, String kind, String path) {
        String[] parts = path.replaceAll("^/|/$", "").split("/", -1);
        if (parts.length == 2) {
            return single(parts[1]);
        }
        if (parts.length > 2) {
            return Answers.pageNotFound();
        }
        List<String> excluded = exchange.query().all("exclude");
        var lines = new StringBuilder();
        boolean healthy = true;
        for (Map.Entry<String, Supplier<Optional<String>>> check : checks.entrySet()) {
            String name = check.getKey();
            boolean ready = kind.equals("readyz");
            if (excluded.contains(name)) {
                lines.append("[+]").append(name).append(" excluded: ok\n");
            } else if (check.getValue().get().isEmpty() || (!ready && name.equals("started"))) {
                lines.append("[+]").append(name).append(" ok\n");
            } else {
                healthy = false;
                lines.append("[-]").append(name).append(" failed: reason withheld\n");
            }
        }
        lines.append(kind).append(healthy ? " check passed\n" : " check failed\n");
        if (healthy && !exchange.query().has("verbose")) {
            return Answers.text(200, "ok");
        }
        return Answers.text(healthy ? 200 : 500, lines.toString());
    }

    private ApiResponse single(String name) {
        Supplier<Optional<String>> check = checks.get(name);
        if (check == null) {
            return Answers.pageNotFound();
        }
        return check.get().isEmpty()
                ? Answers.text(200, "ok")
                : Answers.text(500, "internal server error: " + name + " failed: reason withheld\n");
    }
}
