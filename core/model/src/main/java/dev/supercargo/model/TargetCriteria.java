package dev.supercargo.model;

/// Which objects a generic webhook's action is about; all criteria must fit.
///
/// - `kind`: kind of the objects.
/// - `name`: name of the object; may contain expressions.
/// - `labelSelector`: labels of the objects.
/// - `indexSelector`: indexed values of the objects.
public record TargetCriteria(@Required String kind, String name, Selector labelSelector, IndexSelector indexSelector) {}
