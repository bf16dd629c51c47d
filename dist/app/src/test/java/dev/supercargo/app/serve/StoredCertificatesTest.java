package dev.supercargo.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When the webhook's certificates are made anew, and what replicas have in common meanwhile.
class StoredCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> NAMES = List.of("kargo-webhooks-server.kargo.svc", "127.0.0.1");
    private static final KubeObject EMPTY = KubeObject.named(Kinds.SECRET, new ObjectKey("kargo", "cert"));

    private static KubeObject secret(StoredCertificates stored) {
        return EMPTY.with(stored.data(), "data");
    }

    private static X509Certificate authority(StoredCertificates stored) {
        return stored.authority().self().certificate();
    }

    private static X509Certificate server(StoredCertificates stored) {
        return stored.server().certificate();
    }

    @Test
    void anEmptySecretGetsAnAuthorityAndACertificateOfIt() throws Exception {
        StoredCertificates made = StoredCertificates.kept(EMPTY, NAMES, NOW);
        server(made).verify(authority(made).getPublicKey());
        assertThat(server(made).getSubjectAlternativeNames())
                .extracting(pair -> String.valueOf(pair.get(1)))
                .containsExactlyElementsOf(NAMES);
    }

    @Test
    void whatIsGoodIsKept() {
        StoredCertificates made = StoredCertificates.kept(EMPTY, NAMES, NOW);
        StoredCertificates again = StoredCertificates.kept(secret(made), NAMES, NOW.plus(Duration.ofDays(30)));
        assertThat(again.data()).isEqualTo(made.data());
    }

    @Test
    void aCertificateInTheLastThirdOfItsLifeIsRenewedByTheSameAuthority() {
        StoredCertificates made = StoredCertificates.kept(EMPTY, NAMES, NOW);
        StoredCertificates later = StoredCertificates.kept(secret(made), NAMES, NOW.plus(Duration.ofDays(61)));
        assertThat(authority(later)).isEqualTo(authority(made));
        assertThat(server(later)).isNotEqualTo(server(made));
        assertThat(later.bundle()).isEqualTo(made.bundle());
    }

    @Test
    void anOldAuthorityIsReplacedAndStaysTrusted() {
        StoredCertificates made = StoredCertificates.kept(EMPTY, NAMES, NOW);
        StoredCertificates later = StoredCertificates.kept(secret(made), NAMES, NOW.plus(Duration.ofDays(250)));
        assertThat(authority(later)).isNotEqualTo(authority(made));
        String trusted = new String(Base64.getDecoder().decode(later.bundle()), StandardCharsets.US_ASCII);
        String before = new String(Base64.getDecoder().decode(made.bundle()), StandardCharsets.US_ASCII);
        assertThat(trusted).endsWith(before).isNotEqualTo(before);
    }

    @Test
    void anotherNameOfTheWebhookNeedsAnotherCertificate() {
        StoredCertificates made = StoredCertificates.kept(EMPTY, NAMES, NOW);
        StoredCertificates other = StoredCertificates.kept(secret(made), List.of("elsewhere.svc"), NOW);
        assertThat(authority(other)).isEqualTo(authority(made));
        assertThat(server(other)).isNotEqualTo(server(made));
    }

    @Test
    void aDamagedSecretIsMadeAnew() {
        KubeObject damaged = EMPTY.with("bm8ga2V5", "data", "ca.key").with("bm8=", "data", "ca.crt");
        StoredCertificates made = StoredCertificates.kept(damaged, NAMES, NOW);
        assertThat(made.previous()).isEmpty();
        assertThat(made.bundle()).isNotEmpty();
    }
}
