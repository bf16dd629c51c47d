package dev.supercargo.kube.apiserver.pki;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A certificate authority: signs certificates of servers and clients (RFC 5280). Keys are on the curve P-256.
public final class Authority {
    private static final Duration BACKDATED = Duration.ofMinutes(5); // clocks of virtual machines step back
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

    private final Certified self;

    /// The authority that this certificate and key are.
    public Authority(Certified self) {
        this.self = self;
    }

    /// Its own certificate and key.
    public Certified self() {
        return self;
    }

    /// A new authority of its own.
    public static Authority create(String name, Instant now, Duration life) throws GeneralSecurityException {
        KeyPair pair = newKeyPair();
        Der subject = Der.sequence(attribute(COMMON_NAME, name));
        List<Der> extensions = List.of(
                extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes())),
                extension(KEY_USAGE, true, Der.bits(1, (byte) 0b1000_0110)), // signs data, certificates, revocations
                extension(SUBJECT_KEY_IDENTIFIER, false, Der.octets(identifier(pair.getPublic()))));
        Der wanted = wanted(subject, subject, pair.getPublic(), now, life, extensions);
        return new Authority(new Certified(signed(wanted, pair.getPrivate()), pair.getPrivate()));
    }

    /// A certificate for a server that is reached under these names and IP addresses.
    Certified server(String name, List<String> namesOrAddresses, Instant now, Duration life)
            throws GeneralSecurityException {
        Der subject = Der.sequence(attribute(COMMON_NAME, name));
        return issue(subject, newKeyPair(), SERVER_AUTH, namesOrAddresses, now, life);
    }

    /// The same, named by the first of them.
    public Certified server(List<String> namesOrAddresses, Instant now, Duration life) throws GeneralSecurityException {
        return server(namesOrAddresses.getFirst(), namesOrAddresses, now, life);
    }

    /// A certificate for a client: a user of these groups. Its key is to be an RSA key: some clients read no other
    /// kind from a kubeconfig without being told.
    Certified client(String user, List<String> groups, KeyPair pair, Instant now, Duration life)
            throws GeneralSecurityException {
        var subject = new ArrayList<Der>();
        groups.forEach(group -> subject.add(attribute(ORGANIZATION, group)));
        subject.add(attribute(COMMON_NAME, user));
        return issue(Der.sequence(subject), pair, CLIENT_AUTH, List.of(), now, life);
    }

    private Certified issue(
            Der subject, KeyPair pair, String purpose, List<String> namesOrAddresses, Instant now, Duration life)
            throws GeneralSecurityException {
        byte[] issuerKey = identifier(self.certificate().getPublicKey());
        var extensions = new ArrayList<Der>();
        extensions.add(extension(BASIC_CONSTRAINTS, true, Der.sequence()));
        extensions.add(extension(KEY_USAGE, true, Der.bits(7, (byte) 0b1000_0000))); // signs data
        extensions.add(extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.identifier(purpose))));
        extensions.add(extension(AUTHORITY_KEY_IDENTIFIER, false, Der.sequence(Der.implicit(0, issuerKey))));
        if (!namesOrAddresses.isEmpty()) {
            List<Der> names =
                    namesOrAddresses.stream().map(Authority::generalName).toList();
            extensions.add(extension(ALTERNATIVE_NAME, false, Der.sequence(names)));
        }
        Der issuer = Der.parse(self.certificate().getSubjectX500Principal().getEncoded());
        Der wanted = wanted(issuer, subject, pair.getPublic(), now, life, extensions);
        return new Certified(signed(wanted, self.key()), pair.getPrivate());
    }

    private static Der attribute(String type, String value) {
        return Der.set(Der.sequence(Der.identifier(type), Der.text(value)));
    }

    private static Der extension(String type, boolean critical, Der value) {
        Der content = Der.octets(value.encoded());
        return critical
                ? Der.sequence(Der.identifier(type), Der.yes(), content)
                : Der.sequence(Der.identifier(type), content);
    }

    private static Der generalName(String text) {
        return ADDRESS.matcher(text).matches()
                ? Der.implicit(7, InetAddress.ofLiteral(text).getAddress())
                : Der.implicit(2, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// What identifies a key: the digest of its bits (RFC 5280, 4.2.1.2).
    private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
        byte[] bits = Der.parse(key.getEncoded()).members().get(1).asBits();
        return MessageDigest.getInstance("SHA-1").digest(bits);
    }

    /// What is to be signed.
    private static Der wanted(
            Der issuer, Der subject, PublicKey key, Instant now, Duration life, List<Der> extensions) {
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(127, RANDOM).setBit(0)),
                Der.sequence(Der.identifier(ECDSA_WITH_SHA256)),
                issuer,
                Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(life))),
                subject,
                Der.parse(key.getEncoded()),
                Der.explicit(3, Der.sequence(extensions)));
    }

    private static X509Certificate signed(Der wanted, PrivateKey signer) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer, RANDOM);
        signature.update(wanted.encoded());
        Der whole =
                Der.sequence(wanted, Der.sequence(Der.identifier(ECDSA_WITH_SHA256)), Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole.encoded()));
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }
}
