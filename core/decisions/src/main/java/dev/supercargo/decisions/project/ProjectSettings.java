package dev.supercargo.decisions.project;

/// How an installation treats Projects.
///
/// - `kargoNamespace`: where the components' ServiceAccounts live.
/// - `bindsControllers`: whether controllers may read a Project's Secrets by a RoleBinding in each
///   (`MANAGE_CONTROLLER_ROLE_BINDINGS`); otherwise they have that right everywhere.
public record ProjectSettings(String kargoNamespace, boolean bindsControllers) {}
