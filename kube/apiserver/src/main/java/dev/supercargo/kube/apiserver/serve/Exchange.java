package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiRequest;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.request.Negotiated;
import dev.supercargo.kube.apiserver.request.Query;
import dev.supercargo.kube.apiserver.request.RequestInfo;
import java.util.Set;

/// A request on its way: what came in, what it is about, who asks.
public record Exchange(ApiRequest request, RequestInfo info, Query query, Session session) {
    String method() {
        return request.method();
    }

    /// Whether the answer is to be indented.
    boolean pretty() {
        if (query.has("pretty")) {
            return query.flag("pretty");
        }
        String agent = session.userAgent();
        return agent.startsWith("curl") || agent.startsWith("Wget") || agent.startsWith("Mozilla/5.0");
    }

    Negotiated negotiated(Set<Negotiated.Form> forms, boolean custom) {
        return Negotiated.of(request.headerValues("accept"), forms, pretty(), custom);
    }

    String contentType() {
        return request.header("content-type").orElse("");
    }
}
