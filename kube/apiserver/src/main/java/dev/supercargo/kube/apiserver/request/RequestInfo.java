package dev.supercargo.kube.apiserver.request;

import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.selector.FieldQuery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a request is about, by its path alone (kubernetes-api.md 1.3). A non-resource request has an empty `resource`.
/// For a Namespace, `namespace` is its own name.
public record RequestInfo(
        String verb,
        String group,
        String version,
        String namespace,
        String resource,
        String name,
        String subresource,
        String path) {
    /// Takes a request apart; `path` is percent-encoded.
    public static RequestInfo of(String method, String path, Query query) {
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        List<String> parts = segments(path);
        boolean core = !parts.isEmpty() && parts.getFirst().equals("api");
        boolean grouped = !parts.isEmpty() && parts.getFirst().equals("apis");
        if ((!core && !grouped) || parts.size() < (core ? 3 : 4)) {
            return new RequestInfo(method.toLowerCase(Locale.ROOT), "", "", "", "", "", "", decoded);
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(core ? 1 : 2);
        return resource(method, group, version, parts.subList(core ? 2 : 3, parts.size()), decoded, query);
    }

    private static RequestInfo resource(
            String method, String group, String version, List<String> given, String path, Query query) {
        List<String> rest = given;
        String verb = switch (method) {
            case "POST" -> "create";
            case "GET", "HEAD" -> "get";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "";
        };
        if (rest.size() > 1
                && (rest.getFirst().equals("watch") || rest.getFirst().equals("proxy"))) {
            verb = rest.getFirst();
            rest = rest.subList(1, rest.size());
        }
        String namespace = "";
        if (rest.getFirst().equals("namespaces") && rest.size() > 1) {
            namespace = rest.get(1);
            boolean ofNamespace =
                    rest.size() > 2 && List.of("status", "finalize").contains(rest.get(2));
            if (rest.size() > 2 && !ofNamespace) {
                rest = rest.subList(2, rest.size());
            }
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        if (name.isEmpty() && verb.equals("get")) {
            verb = query.flag("watch") ? "watch" : "list";
        }
        if (name.isEmpty() && (verb.equals("list") || verb.equals("watch"))) {
            name = named(query);
        }
        if (verb.equals("delete") && name.isEmpty()) {
            verb = "deletecollection";
        }
        String subresource = rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "";
        return new RequestInfo(verb, group, version, namespace, rest.getFirst(), name, subresource, path);
    }

    /// The name that a field selector demands: access to lists and watches is then asked for that name.
    private static String named(Query query) {
        try {
            return FieldQuery.parse(query.text("fieldSelector"))
                    .exact("metadata.name")
                    .orElse("");
        } catch (dev.supercargo.kube.apiserver.ApiError _) {
            return ""; // refused later, by whoever reads the selector
        }
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        List<String> raw = new ArrayList<>(Arrays.asList(path.split("/", -1)));
        while (!raw.isEmpty() && raw.getFirst().isEmpty()) {
            raw.removeFirst();
        }
        while (!raw.isEmpty() && raw.getLast().isEmpty()) {
            raw.removeLast();
        }
        for (int i = 0; i < raw.size(); i++) {
            boolean emptyNamespace = raw.get(i).equals("namespaces")
                    && i + 2 < raw.size()
                    && raw.get(i + 1).isEmpty();
            if (emptyNamespace) {
                i++; // as across namespaces
            } else {
                segments.add(URLDecoder.decode(raw.get(i).replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return segments;
    }

    public boolean isResource() {
        return !resource.isEmpty();
    }

    public GroupResource groupResource() {
        return new GroupResource(group, resource);
    }

    /// The question on which access to this request is decided.
    public AccessQuestion question() {
        return isResource()
                ? new AccessQuestion.OnResource(verb, group, version, resource, subresource, namespace, name)
                : new AccessQuestion.OnPath(verb, path);
    }
}
