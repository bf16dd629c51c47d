package dev.supercargo.kube.apiserver.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate and its private key.
public record Certified(X509Certificate certificate, PrivateKey key) {
    /// Never shows the key.
    @Override
    public String toString() {
        return "certificate of " + certificate.getSubjectX500Principal();
    }
}
