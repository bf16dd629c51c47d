package dev.supercargo.model;

/// Where Freight comes from; its key is `Warehouse/<name>`.
///
/// - `kind`: kind of the origin.
/// - `name`: name of the origin.
public record FreightOrigin(@Required String kind, @Required String name) {
    /// The only kind of origin.
    public static final String WAREHOUSE = "Warehouse";

    /// The origin that is a Warehouse of this name.
    public static FreightOrigin warehouse(String name) {
        return new FreightOrigin(WAREHOUSE, name);
    }

    /// The origin that a key (`Warehouse/<name>`) names (resources.md 4.9); nothing is trimmed.
    ///
    /// @throws IllegalArgumentException when the text is no origin key
    public static FreightOrigin parse(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("invalid Freight origin string \"" + key + "\"");
        }
        if (!parts[0].equals(WAREHOUSE)) {
            throw new IllegalArgumentException("invalid Freight origin kind \"" + parts[0] + "\"");
        }
        if (parts[1].isEmpty()) {
            throw new IllegalArgumentException("Freight origin name must not be empty");
        }
        return new FreightOrigin(parts[0], parts[1]);
    }

    /// The key, `<kind>/<name>`: in hold annotations, hold maps and Freight collections.
    public String key() {
        return kind + "/" + name;
    }

    @Override
    public String toString() {
        return key();
    }
}
