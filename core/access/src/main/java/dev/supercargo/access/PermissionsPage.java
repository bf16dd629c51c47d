package dev.supercargo.access;

import java.util.stream.Collectors;

/// Renders the table of permissions for the documentation.
public final class PermissionsPage {
    private PermissionsPage() {}

    /// Markdown of `docs/permissions.md`.
    public static String markdown() {
        var page = new StringBuilder();
        page.append("# Permissions\n\n")
                .append("Generated from `core/access/Grants`; a test keeps this page equal to it.\n\n")
                .append("Each component runs under a ServiceAccount of its own in namespace `")
                .append(Component.NAMESPACE)
                .append("` and has exactly these permissions.\n");
        for (Component component : Component.values()) {
            page.append("\n## `")
                    .append(component.account())
                    .append("`\n\n")
                    .append(component.purpose())
                    .append(".\n\n| Verbs | On | Where | Because |\n|---|---|---|---|\n");
            for (Grant grant : Grants.of(component)) {
                page.append(row(grant));
            }
        }
        channels(page);
        page.append("\n## Routes of the REST API\n\n| Route | The caller must | Because |\n|---|---|---|\n");
        for (RestRoute route : RestRoute.values()) {
            page.append("| `").append(route.path()).append("` | ").append(required(route.permission()));
            page.append(" | ").append(route.permission().because()).append(" |\n");
        }
        return page.toString();
    }

    /// Where each missing grant shows.
    private static void channels(StringBuilder page) {
        page.append("\n## Where a missing permission shows\n\n")
                .append(
                        "Which channels do not themselves need the permission that is missing; `MinusOneTest` withdraws")
                .append(" each grant and looks at each of them. The object whose turn is refused says so in its own")
                .append(" condition; beside it the management controller, which asks what every component may do")
                .append(" (SubjectAccessReviews: every five minutes, when a role of theirs changes, and each second")
                .append(
                        " while something is missing), writes the condition `Permissions` on the ClusterConfig (what is")
                .append(" missing in one Project: on the Project; where there is no ClusterConfig, or it cannot be")
                .append(" written: on every Project). It vanishes with the problem. The REST API shows what it asks in")
                .append(" the same way, on a laptop what each component's own audit found. In a cluster each")
                .append(" component also says it on its own health port (`/readyz?verbose`, `/metrics`). Whoever is")
                .append(" refused also writes it to its log.\n\n")
                .append("| Missing | On a laptop | In a cluster |\n|---|---|---|\n");
        for (Grant grant : Grants.all()) {
            String names = grant.names().isEmpty() ? "" : " (" + String.join(", ", grant.names()) + ")";
            page.append("| `").append(grant.component().account()).append("`: ");
            page.append(String.join(", ", grant.verbs())).append(" on ");
            page.append(String.join(", ", grant.resources())).append(names);
            page.append(grant.scope() instanceof Scope.In(var namespace) ? " in `" + namespace + "`" : "");
            for (Channels.Place place : Channels.Place.values()) {
                page.append(" | ").append(words(grant, place));
            }
            page.append(" |\n");
        }
    }

    private static String words(Grant grant, Channels.Place place) {
        return Channels.of(grant, place).stream()
                .map(channel -> channel == Channel.CONDITION
                        ? Channels.conditions(grant).stream()
                                .map(Channels.Shown::words)
                                .collect(Collectors.joining(", or else "))
                        : channel.words())
                .collect(Collectors.joining("; "));
    }

    private static String required(RoutePermission permission) {
        return switch (permission) {
            case RoutePermission.Needs needs ->
                "be allowed to " + needs.verb() + " `" + needs.resource() + "`"
                        + (needs.name().isEmpty() ? "" : " named `" + needs.name() + "`");
            case RoutePermission.OnlyOwn own ->
                "be known; sees the Projects in which it may list `" + own.resource() + "`";
            case RoutePermission.Authenticated _ -> "be known";
            case RoutePermission.Public _ -> "-";
        };
    }

    private static String row(Grant grant) {
        String group = grant.group().isEmpty() ? "core" : grant.group();
        String names = grant.names().isEmpty() ? "" : ", only `" + String.join("`, `", grant.names()) + "`";
        String where = switch (grant.scope()) {
            case Scope.Everywhere _ -> "everywhere";
            case Scope.In(var namespace) -> "namespace `" + namespace + "`";
            case Scope.EachProject(var role) -> "each Project (`" + role + "`)";
        };
        String untested =
                grant.reason().untested().isEmpty() ? "" : " (" + grant.reason().untested() + ")";
        String feature = grant.reason().feature().map(one -> ", " + one.words()).orElse("");
        return "| " + String.join(", ", grant.verbs()) + " | " + group + ": "
                + String.join(", ", grant.resources()) + names + " | " + where + " | "
                + grant.reason().because() + feature + untested + " |\n";
    }
}
