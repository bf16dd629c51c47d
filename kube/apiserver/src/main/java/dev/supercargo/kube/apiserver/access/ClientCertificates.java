package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.pki.Der;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Who a TLS client is: common name and organisations of a certificate that one of our authorities has
/// signed.
final class ClientCertificates {
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String USER_ID = "1.3.6.1.4.1.57683.2";
    private static final int REMEMBERED = 256;

    private final List<X509Certificate> authorities;
    private final Map<X509Certificate, Identity> known = new ConcurrentHashMap<>();

    ClientCertificates(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /// The identity of the leaf, or empty for a certificate that is unknown or out of its time.
    Optional<Identity> identity(List<X509Certificate> chain, Instant now) {
        if (chain.isEmpty() || !isCurrent(chain.getFirst(), now)) {
            return Optional.empty();
        }
        X509Certificate leaf = chain.getFirst();
        Identity remembered = known.get(leaf);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        if (authorities.stream().noneMatch(authority -> isCurrent(authority, now) && hasSigned(authority, leaf))) {
            return Optional.empty();
        }
        Optional<Identity> read = read(leaf);
        read.ifPresent(identity -> {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(leaf, identity);
        });
        return read;
    }

    private static boolean isCurrent(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean hasSigned(X509Certificate authority, X509Certificate leaf) {
        if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            leaf.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // signed by somebody else
        }
    }

    private static Optional<Identity> read(X509Certificate leaf) {
        try {
            Der subject = Der.parse(leaf.getSubjectX500Principal().getEncoded());
            String name = values(subject, COMMON_NAME).reduce("", (_, last) -> last);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
            return Optional.of(new Identity(
                            name,
                            values(subject, USER_ID).findFirst().orElse(""),
                            values(subject, ORGANIZATION).toList(),
                            Map.of(
                                    "authentication.kubernetes.io/credential-id",
                                    List.of("X509SHA256=" + HexFormat.of().formatHex(digest))))
                    .authenticated());
        } catch (CertificateEncodingException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Stream<String> values(Der subject, String attribute) {
        return subject.members().stream()
                .flatMap(relative -> relative.members().stream())
                .map(Der::members)
                .filter(pair -> pair.size() == 2 && pair.getFirst().isIdentifier(attribute))
                .map(pair -> pair.getLast().asText());
    }
}
