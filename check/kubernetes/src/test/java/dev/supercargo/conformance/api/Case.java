package dev.supercargo.conformance.api;

/// One thing that a Kubernetes API server does, under the name that it has in the specification.
record Case(String name, Body body) {
    /// What is done and expected, in a room of its own.
    interface Body {
        void run(Room room) throws Exception;
    }
}
