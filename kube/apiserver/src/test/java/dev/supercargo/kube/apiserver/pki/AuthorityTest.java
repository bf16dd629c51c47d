package dev.supercargo.kube.apiserver.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Java's own reader of certificates judges what the authority issues.
class AuthorityTest {
    private final Instant now = Instant.now();

    @Test
    void aServerIsKnownByItsNamesAndAddresses() throws GeneralSecurityException {
        Authority authority = Authority.create("some-ca", now, Duration.ofDays(10));
        X509Certificate server = authority
                .server(List.of("example.org", "127.0.0.1", "::1"), now, Duration.ofDays(2))
                .certificate();
        validate(authority, server);
        assertThat(server.getSubjectX500Principal()).isEqualTo(new X500Principal("CN=example.org"));
        assertThat(server.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "example.org"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getKeyUsage()).containsExactly(usage(0));
    }

    @Test
    void anAuthorityMaySignCertificates() throws GeneralSecurityException {
        X509Certificate own =
                Authority.create("some-ca", now, Duration.ofDays(10)).self().certificate();
        own.verify(own.getPublicKey());
        assertThat(own.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(own.getKeyUsage()).containsExactly(usage(0, 5, 6));
        assertThat(own.getCriticalExtensionOIDs()).isEqualTo(Set.of("2.5.29.19", "2.5.29.15"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"someone", "a, b", "Jörg", "x=y+z"})
    void aClientIsWhoTheCertificateSays(String name) throws GeneralSecurityException {
        Authority authority = Authority.create("some-ca", now, Duration.ofDays(10));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        X509Certificate client = authority
                .client(name, List.of("one", "two"), generator.generateKeyPair(), now, Duration.ofDays(2))
                .certificate();
        validate(authority, client);
        List<Der> subject =
                Der.parse(client.getSubjectX500Principal().getEncoded()).members();
        assertThat(subject)
                .map(relative ->
                        relative.members().getFirst().members().getLast().asText())
                .containsExactly("one", "two", name);
        assertThat(subject.getLast().members().getFirst().members().getFirst().isIdentifier("2.5.4.3"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9_000, 20_000})
    void timesBeforeAndAfter2050AreRead(long days) throws GeneralSecurityException {
        Instant at = Instant.parse("2026-01-02T03:04:05Z").plus(Duration.ofDays(days));
        X509Certificate own =
                Authority.create("some-ca", at, Duration.ofDays(1)).self().certificate();
        assertThat(own.getNotBefore().toInstant()).isEqualTo(at.minus(Duration.ofMinutes(5)));
        assertThat(own.getNotAfter().toInstant()).isEqualTo(at.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536})
    void valuesOfAnyLengthAreReadAsTheyWereWritten(int length) {
        Der value = Der.sequence(Der.text("x".repeat(length)), Der.text("end"));
        assertThat(Der.parse(value.encoded()).members()).map(Der::asText).containsExactly("x".repeat(length), "end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10045.4.3.2", "2.5.4.3", "1.3.6.1.4.1.57683.2", "2.999.3", "1.2.0.128"})
    void identifiersAreWhatTheyAre(String dotted) {
        Der identifier = Der.parse(Der.identifier(dotted).encoded());
        assertThat(identifier.isIdentifier(dotted)).isTrue();
        assertThat(identifier.isIdentifier("1.2.3")).isFalse();
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] whole = Der.sequence(Der.text("x".repeat(300))).encoded();
        for (int length : new int[] {0, 1, 2, 3, 200, whole.length - 1}) {
            assertThatThrownBy(() -> Der.parse(java.util.Arrays.copyOf(whole, length)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void validate(Authority authority, X509Certificate certificate) throws GeneralSecurityException {
        var anchor = new TrustAnchor(authority.self().certificate(), null);
        var parameters = new PKIXParameters(Set.of(anchor));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
    }

    private static boolean[] usage(int... bits) {
        boolean[] all = new boolean[9];
        for (int bit : bits) {
            all[bit] = true;
        }
        return all;
    }
}
