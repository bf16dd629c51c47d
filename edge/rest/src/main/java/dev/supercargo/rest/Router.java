package dev.supercargo.rest;

import dev.supercargo.access.RoutePermission;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a request to its answer: who asks, which route, may he, does the Project exist; then the route's handler
/// (rest-api.md 1.3). Failures become answers here and nowhere else.
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String API = "/v1beta1";

    private final List<Route> routes;
    private final Authentication authentication;
    private final Access access;
    private final Predicate<String> projects;

    Router(List<Route> routes, Authentication authentication, Access access, Predicate<String> projects) {
        this.routes = List.copyOf(routes);
        this.authentication = authentication;
        this.access = access;
        this.projects = projects;
    }

    /// @param path as sent, without the query
    /// @param query as sent, without the question mark
    Answer answer(String method, String path, String query, Optional<String> authorization) {
        try {
            return answered(method, path, query, authorization);
        } catch (Refusal refusal) {
            return Answer.error(refusal.status(), refusal.text());
        } catch (WorldException e) {
            LOG.warn("{} {}: {}", method, path, e.getMessage());
            return Answer.error(status(e.failure()), e.failure().what());
        } catch (RuntimeException e) {
            LOG.error("{} {}", method, path, e);
            return Answer.error(500, "internal server error");
        }
    }

    private Answer answered(String method, String path, String query, Optional<String> authorization) {
        List<String> parts = Arrays.stream(path.substring(1).split("/", -1))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        Optional<Route> found = method.equals("GET")
                ? routes.stream()
                        .filter(route -> matches(route.declared().parts(), parts))
                        .findFirst()
                : Optional.empty();
        boolean open = found.filter(route -> route.declared().permission() instanceof RoutePermission.Public)
                .isPresent();
        if (!open && found.isEmpty() && !path.startsWith(API)) {
            return Answer.plain(404, "404 page not found");
        }
        Caller caller = open ? new Caller.Local() : authentication.of(authorization);
        if (found.isEmpty()) {
            return Answer.plain(404, "404 page not found");
        }
        Map<String, String> values = values(found.get().declared().parts(), parts);
        permitted(caller, found.get().declared().permission(), values);
        return found.get().handler().answer(new Route.Asked(caller, values, names(query)));
    }

    private void permitted(Caller caller, RoutePermission permission, Map<String, String> values) {
        String project = values.getOrDefault("{project}", "");
        if (!project.isEmpty() && !projects.test(project)) {
            throw new Refusal(404, "Project.kargo.akuity.io \"" + project + "\" not found");
        }
        switch (permission) {
            case RoutePermission.Needs needs ->
                access.check(
                        caller,
                        new Access.Wish(
                                needs.verb(),
                                needs.group(),
                                needs.resource(),
                                project,
                                values.getOrDefault(needs.name(), "")));
            case RoutePermission.OnlyOwn _, RoutePermission.Authenticated _, RoutePermission.Public _ -> {
                // whoever is known; what is shown is the handler's to limit
            }
        }
    }

    private static boolean matches(List<String> declared, List<String> asked) {
        if (declared.size() != asked.size()) {
            return false;
        }
        for (int i = 0; i < declared.size(); i++) {
            boolean fits = isOpen(declared.get(i))
                    ? !asked.get(i).isEmpty()
                    : declared.get(i).equals(asked.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> values(List<String> declared, List<String> asked) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < declared.size(); i++) {
            if (isOpen(declared.get(i))) {
                values.put(declared.get(i), asked.get(i));
            }
        }
        return values;
    }

    private static boolean isOpen(String part) {
        return part.startsWith("{");
    }

    private static Set<String> names(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.Forbidden _ -> 403;
            case Failure.NotFound _ -> 404;
            case Failure.Conflict _ -> 409;
            case Failure.Invalid _ -> 422;
            case Failure.Transient _ -> 503;
            case Failure.Permanent _ -> 500;
        };
    }
}
