package dev.supercargo.access;

/// Where people can see that a permission is missing.
public enum Channel {
    /// A condition of the object that does not go on.
    CONDITION("condition"),
    /// One `Warning` Event on the object concerned.
    EVENT("Event"),
    /// `GET /v1beta1/problems` of the REST API.
    REST("REST API"),
    /// `supercargo problems`, which asks the REST API.
    COMMAND("`supercargo problems`"),
    /// `supercargo_problems` in `/metrics`: of the REST API on a laptop, of the component's own health port in a
    /// cluster
    /// (there a Lease that is not to be had counts as `LeaseLost`).
    METRIC("metric"),
    /// `/readyz?verbose` of the component's health port.
    HEALTH("`/readyz?verbose`");

    private final String words;

    Channel(String words) {
        this.words = words;
    }

    /// Its name for people, in Markdown.
    public String words() {
        return words;
    }
}
