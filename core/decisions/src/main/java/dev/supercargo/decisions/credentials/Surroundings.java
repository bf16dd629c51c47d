package dev.supercargo.decisions.credentials;

/// Cloud identities that the process has without any Secret.
public record Surroundings(boolean azureWorkloadIdentity, boolean awsIdentity, boolean googleIdentity) {
    /// None of them.
    public static final Surroundings PLAIN = new Surroundings(false, false, false);
}
