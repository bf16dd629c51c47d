package dev.supercargo.decisions.admission;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.Set;

/// How an installation is set up, as far as admission depends on it.
///
/// - `controlPlaneUsers`: matches (anywhere) the user names of the control plane; empty means nobody.
/// - `managementController`: user name of the management controller.
/// - `webhooksServer`: user name of the server of inbound webhooks.
/// - `kargoNamespace`: where the components' ServiceAccounts live.
/// - `cacheByTag`: whether image subscriptions may, must or need not cache by tag.
public record AdmissionSettings(
        Optional<Pattern> controlPlaneUsers,
        String managementController,
        String webhooksServer,
        String kargoNamespace,
        CacheByTag cacheByTag) {
    private static final Set<String> KUBERNETES_COLLECTORS = Set.of(
            "system:serviceaccount:kube-system:namespace-controller",
            "system:serviceaccount:kube-system:generic-garbage-collector",
            "system:kube-controller-manager");

    /// `CACHE_BY_TAG_POLICY`. Only [#REQUIRE] concerns admission.
    public enum CacheByTag {
        ALLOW,
        FORBID,
        REQUIRE,
        FORCE
    }

    /// The usual settings for components in a namespace.
    public static AdmissionSettings in(String kargoNamespace) {
        String account = "system:serviceaccount:" + kargoNamespace + ":";
        return new AdmissionSettings(
                Optional.of(Pattern.compile("^" + Pattern.quote(account)
                        + "(kargo-api|kargo-controller|kargo-garbage-collector|kargo-management-controller)$")),
                account + "kargo-management-controller",
                account + "kargo-external-webhooks-server",
                kargoNamespace,
                CacheByTag.ALLOW);
    }

    /// The same with other control plane users.
    public AdmissionSettings withControlPlaneUsers(Optional<Pattern> users) {
        return new AdmissionSettings(users, managementController, webhooksServer, kargoNamespace, cacheByTag);
    }

    /// The same with another policy about caching by tag.
    public AdmissionSettings withCacheByTag(CacheByTag policy) {
        return new AdmissionSettings(controlPlaneUsers, managementController, webhooksServer, kargoNamespace, policy);
    }

    boolean isControlPlane(Caller caller) {
        return controlPlaneUsers
                .filter(users -> users.matcher(caller.username()).find())
                .isPresent();
    }

    boolean isManagementController(Caller caller) {
        return caller.username().equals(managementController);
    }

    boolean isWebhooksServer(Caller caller) {
        return caller.username().equals(webhooksServer);
    }

    static boolean isKubernetesCollector(Caller caller) {
        return KUBERNETES_COLLECTORS.contains(caller.username());
    }

    static boolean isClusterAdmin(Caller caller) {
        return caller.groups().contains("system:masters");
    }
}
