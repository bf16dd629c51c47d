package dev.supercargo.promotion;

/// Which Promotion: its Project, its name and the Stage that it promotes to.
public record PromotionIdentity(String project, String name, String stage) {}
