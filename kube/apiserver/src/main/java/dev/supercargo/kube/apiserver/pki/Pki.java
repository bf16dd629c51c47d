package dev.supercargo.kube.apiserver.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The keys of one server, kept in a folder: made at the first start, read at the next ones, each private
/// key in a file of mode 0600. Certificates that are about to end are made anew; the authority lives for ten
/// years.
public final class Pki {
    /// User name of the administrator that [#administrator] certifies.
    public static final String ADMINISTRATOR = "kubernetes-admin";

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LIFE = Duration.ofDays(365);
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private final Path folder;
    private final Authority authority;
    private final RsaKeys keys = new RsaKeys();

    private Pki(Path folder, Authority authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /// Opens the folder, making it and the authority if they are not there.
    ///
    /// @throws UncheckedIOException when the folder cannot be read or written
    public static Pki open(Path folder, Instant now) {
        try {
            Files.createDirectories(folder);
            Optional<Certified> stored = stored(folder, "ca", now, Duration.ZERO);
            if (stored.isPresent()) {
                return new Pki(folder, new Authority(stored.get()));
            }
            Authority created = Authority.create("supercargo-ca", now, AUTHORITY_LIFE);
            store(folder, "ca", created.self());
            var fresh = new Pki(folder, created);
            fresh.keys.prepare(); // for tokens
            fresh.keys.prepare(); // for the administrator
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder + " for keys and certificates", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate authority", e);
        }
    }

    /// The certificate of the authority, which clients are to trust and which signs client certificates.
    public X509Certificate authority() {
        return authority.self().certificate();
    }

    /// The authority's certificate as PEM, as in `ca.crt` and kubeconfig files.
    public String authorityPem() {
        return pem(authority());
    }

    /// The serving certificate for `localhost`, `127.0.0.1`, `::1` and the names that pods use.
    public Certified server(Instant now) {
        return kept("server", now, () -> {
            List<String> addresses = List.of(
                    "localhost",
                    "kubernetes",
                    "kubernetes.default",
                    "kubernetes.default.svc",
                    "kubernetes.default.svc.cluster.local",
                    "127.0.0.1",
                    "::1");
            return authority.server("kube-apiserver", addresses, now, LIFE);
        });
    }

    /// The certificate of the cluster's administrator, of group `system:masters`.
    public Certified administrator(Instant now) {
        return kept(
                "admin", now, () -> authority.client(ADMINISTRATOR, List.of("system:masters"), keys.next(), now, LIFE));
    }

    /// A client certificate for somebody else, not kept in the folder.
    public Certified client(String user, List<String> groups, Instant now) {
        try {
            return authority.client(user, groups, keys.next(), now, LIFE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot certify " + user, e);
        }
    }

    /// The RSA key that signs ServiceAccount tokens.
    public KeyPair tokenKey() {
        Path file = folder.resolve("sa.key");
        try {
            if (Files.exists(file)) {
                PrivateKey key = Pem.key(Files.readString(file), "RSA");
                if (key instanceof RSAPrivateCrtKey rsa) {
                    var open = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
                    return new KeyPair(KeyFactory.getInstance("RSA").generatePublic(open), key);
                }
            }
            KeyPair pair = keys.next();
            PrivateFiles.write(file, Pem.of(pair.getPrivate()));
            return pair;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot use the key in " + file + "; remove the file to have a new one made", e);
        }
    }

    /// The TLS context of the server. Client certificates are asked for but not judged here: whoever shows
    /// one that is unknown is treated as if they had shown none (`kubernetes-api.md` 7.1).
    public SSLContext serverTls(Instant now) {
        Certified server = server(now);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OneKey(server, authority())},
                    new TrustManager[] {new AskingTrustManager(authority())},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot set up TLS", e);
        }
    }

    /// A certificate as PEM.
    public static String pem(X509Certificate certificate) {
        try {
            return Pem.of(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encode a certificate", e);
        }
    }

    private interface Issue {
        Certified get() throws GeneralSecurityException;
    }

    private Certified kept(String name, Instant now, Issue issue) {
        try {
            Optional<Certified> stored =
                    stored(folder, name, now, RENEW_BEFORE_END).filter(this::isOurs);
            if (stored.isPresent()) {
                return stored.get();
            }
            Certified issued = issue.get();
            store(folder, name, issued);
            return issued;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificate \"" + name + "\" in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make the certificate \"" + name + "\"", e);
        }
    }

    private boolean isOurs(Certified certified) {
        try {
            certified.certificate().verify(authority().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // of an earlier authority
        }
    }

    /// What is kept under the name; empty when it is missing, damaged, or ends too soon.
    private static Optional<Certified> stored(Path folder, String name, Instant now, Duration margin)
            throws IOException {
        Path certificate = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        if (!Files.exists(certificate) || !Files.exists(key)) {
            return Optional.empty();
        }
        try {
            X509Certificate read = Pem.certificate(Files.readString(certificate));
            return now.plus(margin).isBefore(read.getNotAfter().toInstant())
                    ? Optional.of(new Certified(
                            read,
                            Pem.key(Files.readString(key), read.getPublicKey().getAlgorithm())))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void store(Path folder, String name, Certified certified) throws GeneralSecurityException {
        PrivateFiles.write(folder.resolve(name + ".key"), Pem.of(certified.key()));
        PrivateFiles.write(folder.resolve(name + ".crt"), Pem.of(certified.certificate()));
    }
}
