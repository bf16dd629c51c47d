package dev.supercargo.access;

import java.util.Arrays;
import java.util.List;

/// Every route of the REST API with the permission that it requires: there is no other way to make one.
public enum RestRoute {
    EXPLANATION("/v1beta1/projects/{project}/stages/{stage}/explanation"),
    PROJECT_PROBLEMS("/v1beta1/projects/{project}/problems"),
    PROBLEMS("/v1beta1/problems"),
    PERMISSIONS("/v1beta1/permissions"),
    HEALTH("/healthz"),
    LIVE("/livez"),
    READY("/readyz"),
    METRICS("/metrics");

    private static final String KARGO = "kargo.akuity.io";

    private final String path;

    RestRoute(String path) {
        this.path = path;
    }

    /// The path; parts in braces hold any text.
    public String path() {
        return path;
    }

    /// What the caller must be permitted.
    public RoutePermission permission() {
        return switch (this) {
            case EXPLANATION ->
                new RoutePermission.Needs("get", KARGO, "stages", "{stage}", "it tells what the Stage holds");
            case PROJECT_PROBLEMS ->
                new RoutePermission.Needs("list", KARGO, "stages", "", "problems tell of the Project's Stages");
            case PROBLEMS ->
                new RoutePermission.OnlyOwn(KARGO, "stages", "everybody sees what concerns their Projects");
            case PERMISSIONS ->
                new RoutePermission.Authenticated("what components are granted is the same in every installation");
            case HEALTH -> new RoutePermission.Public("says that the process answers");
            case LIVE, READY -> new RoutePermission.Public("names of checks, and what is wrong with the machinery");
            case METRICS -> new RoutePermission.Authenticated("numbers, with the names of Projects and Stages");
        };
    }

    /// The parts of the path.
    public List<String> parts() {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
