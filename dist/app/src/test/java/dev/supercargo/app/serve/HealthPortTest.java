package dev.supercargo.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Component;
import dev.supercargo.controllers.problems.Machinery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthPortTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatIsToldDoesNotMakeAProcessUnreadyButFailsAlone() throws Exception {
        var lacks = new AtomicReference<>(Optional.<String>empty());
        try (HealthPort health = HealthPort.start(0)) {
            health.told("permissions-admission", lacks::get);
            assertThat(get(health, "/readyz?verbose").body()).contains("[+]permissions-admission ok");
            lacks.set(Optional.of("kargo-webhooks-server lacks create on events (cluster-wide)"));
            assertThat(get(health, "/readyz").body()).isEqualTo("ok");
            assertThat(get(health, "/readyz?verbose").body())
                    .contains("[!]permissions-admission failed: kargo-webhooks-server lacks create on events")
                    .contains("readyz check passed");
            assertThat(get(health, "/readyz/permissions-admission").statusCode())
                    .isEqualTo(500);
            assertThat(get(health, "/livez").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLeaseThatIsNotToBeHadIsCounted() {
        var trouble = new AtomicReference<>(Optional.<String>empty());
        var working = new Working(Clock.systemUTC());
        working.begun(new Machinery(Component.ANALYSIS));
        working.leads(Component.ANALYSIS, trouble::get);
        assertThat(working.metrics()).doesNotContain("LeaseLost");
        trouble.set(Optional.of("leases is forbidden"));
        assertThat(working.metrics()).contains("supercargo_problems{code=\"LeaseLost\",project=\"\"} 1\n");
    }

    private HttpResponse<String> get(HealthPort health, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + health.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
