package dev.supercargo.model;

/// A link to elsewhere that the user interface shows.
///
/// - `title`: text of the link.
/// - `url`: address; may contain expressions.
/// - `description`: what is to be found there.
/// - `condition`: expression that must be true for the link to be shown.
public record DeepLink(
        @Required String title,
        @Required String url,
        String description,
        @WireName("if") String condition) {}
