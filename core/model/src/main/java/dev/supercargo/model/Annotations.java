package dev.supercargo.model;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.util.ArrayList;
import java.util.List;

/// Annotations and what their values mean (resources.md 3.2).
public final class Annotations {
    public static final String CREATE_ACTOR = "kargo.akuity.io/create-actor";
    public static final String HOLD = "kargo.akuity.io/auto-promotion-hold";
    public static final String RESUME = "kargo.akuity.io/auto-promotion-resume";
    public static final String REFRESH = "kargo.akuity.io/refresh";
    public static final String REVERIFY = "kargo.akuity.io/reverify";
    public static final String ABORT = "kargo.akuity.io/abort";
    public static final String DESCRIPTION = "kargo.akuity.io/description";
    public static final String AUTHORIZED_STAGE = "kargo.akuity.io/authorized-stage";
    public static final String STAGE = "kargo.akuity.io/stage";
    public static final String PROMOTION = "kargo.akuity.io/promotion";
    public static final String ARGOCD_CONTEXT = "kargo.akuity.io/argocd-context";
    public static final String MIGRATED = "kargo.akuity.io/migrated";
    public static final String KEEP_NAMESPACE = "kargo.akuity.io/keep-namespace";
    public static final String ROLLBACK = "kargo.akuity.io/rollback";
    public static final String GITHUB_TOKEN_SCOPES = "kargo.akuity.io/github-token-scopes";
    public static final String REPLICATE_TO = "kargo.akuity.io/replicate-to";
    public static final String REPLICATED_AT = "kargo.akuity.io/replicated-at";
    public static final String COLOR = "kargo.akuity.io/color";
    public static final String ORIGIN_NAMESPACE = "kargo.akuity.io/origin-namespace";
    public static final String SYNCED_DATA_HASH = "kargo.akuity.io/synced-data-hash";
    public static final String MANAGED = "rbac.kargo.akuity.io/managed";
    public static final String CLAIMS = "rbac.kargo.akuity.io/claims";
    public static final String CLAIM_PREFIX = "rbac.kargo.akuity.io/claim.";
    public static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    /// Prefix of the annotations of Events.
    public static final String EVENT_PREFIX = "event.kargo.akuity.io/";

    private Annotations() {}

    /// One Stage that may manage an Argo CD Application.
    public record AuthorizedStage(String project, String stage) {}

    /// The Stages that an `authorized-stage` annotation names.
    ///
    /// @throws IllegalArgumentException when one entry is malformed or there is none
    public static List<AuthorizedStage> authorizedStages(String value) {
        var stages = new ArrayList<AuthorizedStage>();
        for (String entry : value.split(",", -1)) {
            String trimmed = entry.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            int colon = trimmed.indexOf(':');
            String project = colon < 0 ? "" : trimmed.substring(0, colon).strip();
            String stage = colon < 0 ? "" : trimmed.substring(colon + 1).strip();
            if (project.isEmpty() || stage.isEmpty()) {
                throw new IllegalArgumentException(
                        "invalid authorized Stage \"" + trimmed + "\": expected format \"<project>:<stage>\"");
            }
            if (project.contains("*") || stage.contains("*")) {
                throw new IllegalArgumentException("invalid authorized Stage \"" + trimmed
                        + "\": deprecated glob expressions are no longer supported");
            }
            stages.add(new AuthorizedStage(project, stage));
        }
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("no authorized Stages found in \"" + value + "\"");
        }
        return List.copyOf(stages);
    }

    /// Whether a migration is marked as done in a `migrated` annotation.
    public static boolean isMigrated(String value, String migration) {
        try {
            return Json.at(Json.parse(value), migration)
                    .filter(Boolean.TRUE::equals)
                    .isPresent();
        } catch (JsonException e) {
            return false;
        }
    }
}
