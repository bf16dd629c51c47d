package dev.supercargo.controllers.shard;

import dev.supercargo.model.Labels;
import dev.supercargo.model.Metadata;

/// The share of objects that one controller looks after: those labelled with its name and, for the default controller,
/// those without a label. An empty name stands for objects without a label.
public record Shard(String name, boolean isDefault) {
    /// The only controller: it handles what bears no label.
    public static final Shard ONLY = new Shard("", true);

    /// Whether an object is this controller's business.
    public boolean handles(Metadata object) {
        String label = object.label(Labels.SHARD);
        return label.equals(name) || (label.isEmpty() && isDefault);
    }

    /// The controller's name as Events and actors give it: with the shard's name where it has one.
    public String controller(String component) {
        return name.isEmpty() ? component : component + "-" + name;
    }
}
