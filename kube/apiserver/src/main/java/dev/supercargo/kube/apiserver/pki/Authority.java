package dev.supercargo.kube.apiserver.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority: signs certificates of servers and clients. Keys are on the curve P-256.
@SuppressWarnings("JavaUtilDate") // Bouncy Castle's builders take java.util.Date
public final class Authority {
    private static final Duration BACKDATED = Duration.ofMinutes(5); // clocks of virtual machines step back
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final SecureRandom RANDOM = new SecureRandom();

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
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        try {
            var builder = builder(subject, subject, pair, now, life);
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
            return new Authority(new Certified(signed(builder, pair), pair.getPrivate()));
        } catch (CertIOException e) {
            throw new GeneralSecurityException("cannot encode the certificate of " + name, e);
        }
    }

    /// A certificate for a server that is reached under these names and IP addresses.
    Certified server(String name, List<GeneralName> addresses, Instant now, Duration life)
            throws GeneralSecurityException {
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        return issue(subject, newKeyPair(), KeyPurposeId.id_kp_serverAuth, addresses, now, life);
    }

    /// The same, with names and addresses as text.
    public Certified server(List<String> namesOrAddresses, Instant now, Duration life) throws GeneralSecurityException {
        List<GeneralName> addresses = namesOrAddresses.stream()
                .map(text -> new GeneralName(
                        ADDRESS.matcher(text).matches() ? GeneralName.iPAddress : GeneralName.dNSName, text))
                .toList();
        return server(namesOrAddresses.getFirst(), addresses, now, life);
    }

    /// A certificate for a client: a user of these groups. Its key is to be an RSA key: some clients read no other
    /// kind from a kubeconfig without being told.
    Certified client(String user, List<String> groups, KeyPair pair, Instant now, Duration life)
            throws GeneralSecurityException {
        var subject = new X500NameBuilder();
        groups.forEach(group -> subject.addRDN(BCStyle.O, group));
        subject.addRDN(BCStyle.CN, user);
        return issue(subject.build(), pair, KeyPurposeId.id_kp_clientAuth, List.of(), now, life);
    }

    private Certified issue(
            X500Name subject,
            KeyPair pair,
            KeyPurposeId purpose,
            List<GeneralName> addresses,
            Instant now,
            Duration life)
            throws GeneralSecurityException {
        X500Name issuer = new JcaX509CertificateHolder(self.certificate()).getSubject();
        try {
            var builder = builder(issuer, subject, pair, now, life);
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(self.certificate().getPublicKey()));
            if (!addresses.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(addresses.toArray(GeneralName[]::new)));
            }
            var authority = new KeyPair(self.certificate().getPublicKey(), self.key());
            return new Certified(signed(builder, authority), pair.getPrivate());
        } catch (CertIOException e) {
            throw new GeneralSecurityException("cannot encode the certificate of " + subject, e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, RANDOM).setBit(0),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(life)),
                subject,
                pair.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair signer)
            throws GeneralSecurityException {
        try {
            var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(content));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("cannot sign", e);
        }
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }
}
