package dev.supercargo.decisions.project;

/// The parts of a Project's resources, in the order in which they are made; each with the reason and the words of its
/// failure (controllers.md 4.1.1).
public enum ProjectPhase {
    NAMESPACE("EnsuringNamespaceFailed", "Failed to ensure existence of project namespace: "),
    SYSTEM_PERMISSIONS(
            "EnsuringSystemPermissionsFailed", "Failed to ensure Project permissions for system ServiceAccounts: "),
    CONTROLLER_PERMISSIONS(
            "EnsuringControllerPermissionsFailed", "Failed to ensure project permissions for controller: "),
    USER_ROLES(
            "EnsuringDefaultUserRoles",
            "Failed to ensure existence of default project ServiceAccount, Roles, and RoleBindings: ");

    private final String reason;
    private final String prefix;

    ProjectPhase(String reason, String prefix) {
        this.reason = reason;
        this.prefix = prefix;
    }

    String reason() {
        return reason;
    }

    String message(String why) {
        return prefix + why;
    }
}
