package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.ApiRequest.Caller;
import dev.supercargo.kube.apiserver.access.AccessAnswer;
import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Authenticator;
import dev.supercargo.kube.apiserver.access.Authorizer;
import dev.supercargo.kube.apiserver.access.Credentials;
import dev.supercargo.kube.apiserver.access.Denials;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.access.Impersonation;
import dev.supercargo.kube.apiserver.registry.Session;
import dev.supercargo.kube.apiserver.request.Query;
import dev.supercargo.kube.apiserver.request.RequestInfo;
import dev.supercargo.kube.apiserver.serve.Answers;
import dev.supercargo.kube.apiserver.serve.DiscoveryEndpoint;
import dev.supercargo.kube.apiserver.serve.Exchange;
import dev.supercargo.kube.apiserver.serve.PathEndpoint;
import dev.supercargo.kube.apiserver.serve.ResourceEndpoint;
import dev.supercargo.meta.GoDuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request passes, whichever door it came by: who is it, for whom does it act, may they, then the answer
/// (kubernetes-api.md 1.1).
final class Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Handler.class);
    private static final int MOST_BYTES = 3 * 1024 * 1024;
    private static final Set<String> OPEN_PATHS = Set.of("healthz", "livez", "readyz");

    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final ResourceEndpoint resources;
    private final DiscoveryEndpoint discovery;
    private final PathEndpoint paths;
    private final Metrics metrics;

    Handler(
            Authenticator authenticator,
            Authorizer authorizer,
            ResourceEndpoint resources,
            DiscoveryEndpoint discovery,
            PathEndpoint paths,
            Metrics metrics) {
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.resources = resources;
        this.discovery = discovery;
        this.paths = paths;
        this.metrics = metrics;
    }

    ApiResponse handle(ApiRequest request) {
        String userAgent = request.header("user-agent").orElse("");
        var session = new Session(Identity.anonymous(), userAgent);
        ApiResponse answer;
        try {
            var query = new Query(request.query());
            try {
                RequestInfo info = RequestInfo.of(request.method(), request.path(), query);
                Identity real = login(request);
                Identity who = Impersonation.wanted(request.headers(), real, authorizer)
                        .orElse(real);
                session = new Session(who, userAgent);
                answer = counted(new Exchange(request, info, query, session));
            } catch (ApiError e) {
                answer = Answers.error(e, query.flag("pretty"));
            }
        } catch (ApiError e) {
            answer = Answers.error(e, false);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            // no message of the exception: nobody knows what it holds
            String what = "unexpected " + e.getClass().getSimpleName() + "; see the log of the server";
            answer = Answers.error(ApiError.internal(what), false);
        }
        return withCommonHeaders(answer, request, session);
    }

    private ApiResponse counted(Exchange exchange) {
        long began = System.nanoTime();
        int code = 500;
        try {
            ApiResponse answer = answer(exchange);
            code = answer.status();
            return answer;
        } catch (ApiError e) {
            code = e.code();
            throw e;
        } finally {
            metrics.count(exchange.info(), code, System.nanoTime() - began);
        }
    }

    private Identity login(ApiRequest request) {
        return switch (request.caller()) {
            case Caller.Proven(var identity) -> identity;
            case Caller.Peer(var certificates) -> {
                Credentials credentials = Credentials.of(request.headers(), certificates);
                yield switch (authenticator.login(credentials)) {
                    case Authenticator.Login.As(var who) -> who;
                    case Authenticator.Login.Refused _ when isOpen(request, credentials) -> Identity.anonymous();
                    case Authenticator.Login.Refused _ -> throw ApiError.unauthorized();
                };
            }
        };
    }

    /// Health may be asked by anybody who shows no credentials.
    private static boolean isOpen(ApiRequest request, Credentials credentials) {
        String first = request.path().replaceAll("^/", "").split("/", 2)[0];
        return credentials.bearerTokens().isEmpty() && OPEN_PATHS.contains(first);
    }

    private ApiResponse answer(Exchange exchange) {
        AccessQuestion question = exchange.info().question();
        Identity who = exchange.session().who();
        if (authorizer.answer(who, question) instanceof AccessAnswer.Denied denied) {
            ApiResponse.Complete refusal = Answers.error(Denials.of(who, question, denied.reason()), false);
            refusal.headers().put("X-Content-Type-Options", List.of("nosniff"));
            return refusal;
        }
        if (exchange.request().body().length > MOST_BYTES) {
            throw ApiError.tooLarge("Request entity too large: limit is " + MOST_BYTES);
        }
        String timeout = exchange.query().text("timeout");
        if (!timeout.isEmpty() && GoDuration.parse(timeout).isEmpty()) {
            throw ApiError.badRequest(
                    "invalid timeout specified in the request URL - time: invalid duration \"" + timeout + "\"");
        }
        if (exchange.info().isResource()) {
            return resources.answer(exchange);
        }
        String first = exchange.info().path().replaceAll("^/", "").split("/", 2)[0];
        Optional<ApiResponse> found = switch (first) {
            case "api", "apis" -> discovery.answer(exchange);
            case "metrics" -> Optional.of(metrics.answer());
            default -> paths.answer(exchange);
        };
        if (found.isEmpty() && first.equals("api")) {
            throw ApiError.notServed();
        }
        return found.orElseGet(Answers::pageNotFound);
    }

    private static ApiResponse withCommonHeaders(ApiResponse answer, ApiRequest request, Session session) {
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
        headers.put(
                "Audit-Id",
                List.of(request.header("audit-id")
                        .orElseGet(() -> UUID.randomUUID().toString())));
        headers.putIfAbsent("Cache-Control", List.of("no-cache, private"));
        if (!session.warnings().isEmpty()) {
            headers.put(
                    "Warning",
                    session.warnings().stream()
                            .map(text -> "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                            .toList());
        }
        return switch (answer) {
            case ApiResponse.Complete complete -> new ApiResponse.Complete(complete.status(), headers, complete.body());
            case ApiResponse.Stream stream -> new ApiResponse.Stream(stream.status(), headers, stream.chunks());
        };
    }
}
