package dev.supercargo.kube.client;

/// Stands at the door of a client: lets writes pass or not, and sees what comes of requests. Called on the thread of
/// the request; must be quick and safe for concurrent use.
public interface RequestWatch {
    /// Lets everything pass and looks at nothing.
    RequestWatch NONE = new RequestWatch() {};

    /// Whether a request that changes something may be sent now; whoever has lost their lease must not.
    default boolean mayWrite() {
        return true;
    }

    /// Sees an answer.
    ///
    /// @param verb HTTP method
    /// @param status HTTP status
    default void answered(String verb, int status) {}

    /// Sees a refusal for lack of a permission.
    ///
    /// @param grant what was lacking, as `verb resource.group[/subresource]`
    /// @param words the server's
    default void refused(String grant, String words) {}

    /// Both of two.
    default RequestWatch and(RequestWatch other) {
        RequestWatch first = this;
        return new RequestWatch() {
            @Override
            public boolean mayWrite() {
                return first.mayWrite() && other.mayWrite();
            }

            @Override
            public void answered(String verb, int status) {
                first.answered(verb, status);
                other.answered(verb, status);
            }

            @Override
            public void refused(String grant, String words) {
                first.refused(grant, words);
                other.refused(grant, words);
            }
        };
    }
}
