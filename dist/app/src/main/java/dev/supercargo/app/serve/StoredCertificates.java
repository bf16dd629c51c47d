package dev.supercargo.app.serve;

import dev.supercargo.kube.apiserver.pki.Authority;
import dev.supercargo.kube.apiserver.pki.Certified;
import dev.supercargo.kube.apiserver.pki.Pem;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the Secret of the webhook holds: an authority, the certificate that it issued, and the certificate of the
/// authority before it, which others may still be shown.
///
/// @param previous PEM, empty where there is none
record StoredCertificates(Authority authority, Certified server, String previous) {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(365);
    private static final Duration LIFE = Duration.ofDays(90);
    private static final String EC = "EC";

    /// What is in the Secret if it is good for these names for a while, else something new.
    static StoredCertificates kept(KubeObject secret, List<String> names, Instant now) {
        try {
            Optional<Certified> authority = read(secret, "ca").filter(one -> isFresh(one, AUTHORITY_LIFE, now));
            if (authority.isEmpty()) {
                return issued(
                        Authority.create("supercargo-webhook-ca", now, AUTHORITY_LIFE),
                        text(secret, "ca.crt")
                                .filter(StoredCertificates::isCertificate)
                                .orElse(""),
                        names,
                        now);
            }
            var issuer = new Authority(authority.get());
            String previous = text(secret, "previous.crt").orElse("");
            Optional<Certified> server =
                    read(secret, "tls").filter(one -> isFresh(one, LIFE, now) && isFor(one, issuer, names));
            return server.isPresent()
                    ? new StoredCertificates(issuer, server.get(), previous)
                    : issued(issuer, previous, names, now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static StoredCertificates issued(Authority authority, String previous, List<String> names, Instant now)
            throws GeneralSecurityException {
        return new StoredCertificates(authority, authority.server(names, now, LIFE), previous);
    }

    /// The data of the Secret.
    Map<String, Object> data() {
        try {
            var data = new LinkedHashMap<String, Object>();
            data.put("ca.crt", encoded(Pem.of(authority.self().certificate())));
            data.put("ca.key", encoded(Pem.of(authority.self().key())));
            data.put("tls.crt", encoded(Pem.of(server.certificate())));
            data.put("tls.key", encoded(Pem.of(server.key())));
            data.put("previous.crt", encoded(previous));
            return data;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encode a certificate", e);
        }
    }

    /// Whom API servers are to trust, as a `caBundle` holds it.
    String bundle() {
        try {
            return encoded(Pem.of(authority.self().certificate()) + previous);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encode a certificate", e);
        }
    }

    /// Two thirds of its life are not over yet.
    private static boolean isFresh(Certified certified, Duration life, Instant now) {
        return now.plus(life.dividedBy(3))
                .isBefore(certified.certificate().getNotAfter().toInstant());
    }

    private static boolean isFor(Certified server, Authority authority, List<String> names) {
        X509Certificate certificate = server.certificate();
        try {
            certificate.verify(authority.self().certificate().getPublicKey());
            Collection<List<?>> known = certificate.getSubjectAlternativeNames();
            return known != null
                    && known.stream()
                            .map(pair -> String.valueOf(pair.get(1)))
                            .collect(Collectors.toSet())
                            .containsAll(names);
        } catch (CertificateParsingException e) {
            return false; // not one of ours
        } catch (GeneralSecurityException e) {
            return false; // of another authority
        }
    }

    private static Optional<Certified> read(KubeObject secret, String name) {
        Optional<String> certificate = text(secret, name + ".crt");
        Optional<String> key = text(secret, name + ".key");
        if (Stream.of(certificate, key)
                .anyMatch(part -> part.filter(t -> !t.isBlank()).isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Certified(Pem.certificate(certificate.get()), Pem.key(key.get(), EC)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty(); // damaged: a new one is made
        }
    }

    private static boolean isCertificate(String pem) {
        try {
            return Pem.certificate(pem).getBasicConstraints() >= 0;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<String> text(KubeObject secret, String key) {
        try {
            return Json.text(secret.view(), "data", key)
                    .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
