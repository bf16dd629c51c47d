package dev.supercargo.decisions.freight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AvailabilityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String VERIFIED = "verifiedIn: {u1: {verifiedAt: 2026-03-01T07:00:00Z}}";
    private static final String SOAKS = VERIFIED + ", currentlyIn: {u1: {since: 2026-03-01T11:30:00Z}}";

    static Stream<Arguments> rows() {
        return Stream.of(
                row("direct Freight always may", "{direct: true}", "", new Availability.Available()),
                row("one of the Stages is enough", "{stages: [u0, u1]}", VERIFIED, new Availability.Available()),
                row(
                        "all of the Stages are wanted",
                        "{stages: [u0, u1], availabilityStrategy: All}",
                        VERIFIED,
                        new Availability.Unverified(List.of("u0"))),
                row("nothing verified it", "{stages: [u0]}", VERIFIED, new Availability.Unverified(List.of("u0"))),
                row("no Stage can", "{stages: []}", VERIFIED, new Availability.NotApproved()),
                row("no Stage need", "{stages: [], availabilityStrategy: All}", VERIFIED, new Availability.Available()),
                row(
                        "soaking until",
                        "{stages: [u1], requiredSoakTime: 1h}",
                        SOAKS,
                        new Availability.Soaking(List.of("u1"), Optional.of(Instant.parse("2026-03-01T12:30:00Z")))),
                row(
                        "left too early",
                        "{stages: [u1], requiredSoakTime: 1h}",
                        VERIFIED,
                        new Availability.Soaking(List.of("u1"), Optional.empty())),
                row("soaked", "{stages: [u1], requiredSoakTime: 30m}", SOAKS, new Availability.Available()),
                row(
                        "approval passes the soak",
                        "{stages: [u1], requiredSoakTime: 1h}",
                        "approvedFor: {s: {approvedAt: 2026-03-01T11:00:00Z}}",
                        new Availability.Available()));
    }

    private static Arguments row(String rule, String sources, String status, Availability expected) {
        return Arguments.of(rule, sources, status, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void decides(String rule, String sources, String status, Availability expected) {
        assertThat(Availability.of(freight("p", status), stage(sources), NOW))
                .as(rule)
                .isEqualTo(expected);
    }

    @Test
    void neverComesFromAnotherProjectOrOrigin() {
        assertThat(Availability.of(freight("q", ""), stage("{direct: true}"), NOW))
                .isEqualTo(new Availability.NotRequested());
    }

    @Test
    void listsWhatMayComeAndChoosesTheNewest() {
        Stage stage = stage("{stages: [u1]}");
        var available = AvailableFreight.of(stage, List.of(freight("p", VERIFIED), freight("q", VERIFIED)), NOW);
        assertThat(available.names()).containsExactly("f");
        assertThat(available.candidate(stage.spec().requestedFreight().getFirst()))
                .isPresent();
        assertThat(AvailableFreight.obstacle(stage, java.util.Set.of()))
                .contains("Warehouse \"w\" not found in namespace \"p\"");
    }

    private static Freight freight(String namespace, String status) {
        return Freight.read(object("{metadata: {name: f, namespace: " + namespace
                + "}, origin: {kind: Warehouse, name: w}, status: {" + status + "}}"));
    }

    private static Stage stage(String sources) {
        return Stage.read(
                object("{metadata: {name: s, namespace: p}, spec: {requestedFreight: [{origin: {kind: Warehouse,"
                        + " name: w}, sources: " + sources + "}]}}"));
    }

    private static KubeObject object(String yaml) {
        return KubeObject.of(Json.asObject(Yaml.parse(yaml)));
    }
}
