package dev.supercargo.model;

/// An object that owns another: when it goes, the other goes too.
public record OwnerReference(
        @Required String apiVersion,
        @Required String kind,
        @Required String name,
        @Required String uid,
        boolean controller,
        boolean blockOwnerDeletion) {}
