package dev.supercargo.decisions.stage;

import dev.supercargo.meta.Failure;

/// A refusal of the API (403), by whom and with which remedy (controllers.md 20.1).
///
/// @param reason `PermissionMissing` (RBAC, or the owner-reference rule) or `AdmissionDenied` (webhook, quota, policy)
/// @param said the server's words
/// @param remedy what to do about it, empty where only the one who denied can tell
public record Refusal(String reason, String said, String remedy) {
    /// Reads a refusal.
    public static Refusal of(Failure.Forbidden forbidden) {
        String said = forbidden.what();
        if (said.contains("cannot set blockOwnerDeletion")) {
            return missing(said, "stages/finalizers", "update");
        }
        if (said.contains("cannot create resource")) {
            return missing(said, "promotions", "create");
        }
        return new Refusal("AdmissionDenied", said, "");
    }

    private static Refusal missing(String said, String resource, String verb) {
        return new Refusal(
                "PermissionMissing",
                said,
                "grant this identity the rule {apiGroups: [kargo.akuity.io], resources: [" + resource + "], verbs: ["
                        + verb + "]}");
    }

    /// The refusal and the remedy in words.
    public String sentence() {
        return remedy.isEmpty() ? said : said + "; " + remedy;
    }
}
