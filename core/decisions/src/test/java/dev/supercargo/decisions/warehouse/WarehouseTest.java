package dev.supercargo.decisions.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WarehouseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String COMMIT = "git: [{repoURL: 'https://g/r', commits: [{id: c1, subject: s}]}]";

    record Row(String rule, String metadata, String status, boolean discovers, boolean announces) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> plans() {
        String fresh = "observedGeneration: 1, discoveredArtifacts: {discoveredAt: 2026-03-01T11:58:00Z}";
        String old = "observedGeneration: 1, discoveredArtifacts: {discoveredAt: 2026-03-01T11:54:00Z}";
        return Stream.of(
                new Row("never looked", "", "", true, true),
                new Row("fresh", "", fresh, false, false),
                new Row("the interval is over", "", old, true, false),
                new Row("the spec changed", "generation: 2", fresh, true, true),
                new Row("somebody asked", "annotations: {kargo.akuity.io/refresh: a}", fresh, true, true),
                new Row(
                        "what was asked is done",
                        "annotations: {kargo.akuity.io/refresh: a}",
                        fresh + ", lastHandledRefresh: a",
                        false,
                        false));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void plans(Row row) {
        WarehousePlan plan = WarehousePlan.of(warehouse(row.metadata(), "", row.status()), NOW);
        assertThat(plan instanceof WarehousePlan.Discover).isEqualTo(row.discovers());
        assertThat(plan instanceof WarehousePlan.Discover discover
                        && discover.announced().isPresent())
                .isEqualTo(row.announces());
    }

    static Stream<List<String>> results() {
        return Stream.of(
                List.of(COMMIT, "", "True/ArtifactsDiscovered", "freight"),
                List.of("git: []", "", "False/MissingArtifacts", ""),
                List.of("git: [{repoURL: 'https://g/r', commits: []}]", "", "False/MissingCommits", ""),
                List.of("images: [{repoURL: i, references: []}]", "", "False/MissingImageReferences", ""),
                List.of("charts: [{repoURL: 'oci://c', versions: []}]", "", "False/MissingChartVersions", ""),
                List.of(COMMIT, "freightCreationPolicy: Manual", "True/ArtifactsDiscovered", ""),
                List.of(
                        COMMIT + ", results: [{name: models, artifactReferences: []}]",
                        "",
                        "False/FreightBuildFailure",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("results")
    void concludes(List<String> row) {
        Warehouse warehouse = warehouse("", row.get(1), "");
        WarehouseDecision decision = WarehouseDecision.decide(
                warehouse, new Discovery.Found(artifacts(row.getFirst())), _ -> List.of(), NOW);
        assertThat(decision.freight().isPresent()).isEqualTo(row.getLast().equals("freight"));
        WarehouseConclusion end = WarehouseConclusion.of(
                decision,
                decision.freight()
                        .<WarehouseConclusion.Creation>map(WarehouseConclusion.Creation.Created::new)
                        .orElseGet(WarehouseConclusion.Creation.None::new),
                Duration.ZERO,
                NOW);
        assertThat(condition(end, "Ready")).startsWith(row.get(2));
        assertThat(end.created()).isEqualTo(decision.freight());
    }

    @Test
    void theNameOfFreightThatExistedIsRemembered() {
        WarehouseDecision decision = WarehouseDecision.decide(
                warehouse("", "", ""), new Discovery.Found(artifacts(COMMIT)), _ -> List.of(), NOW);
        WarehouseConclusion end = WarehouseConclusion.of(
                decision, new WarehouseConclusion.Creation.Existed(), Duration.ofMinutes(10), NOW);
        assertThat(end.status().lastFreightID())
                .isEqualTo(decision.freight().orElseThrow().name())
                .hasSize(40);
        assertThat(condition(end, "FreightCreated")).startsWith("False/AlreadyExists");
        assertThat(end.created()).isEmpty();
        assertThat(end.next()).contains(NOW.plusSeconds(601));
    }

    @Test
    void freightThatCannotBeCreatedIsTold() {
        WarehouseDecision decision = WarehouseDecision.decide(
                warehouse("", "", ""), new Discovery.Found(artifacts(COMMIT)), _ -> List.of(), NOW);
        WarehouseConclusion end = WarehouseConclusion.of(
                decision,
                new WarehouseConclusion.Creation.Failed(new Failure.Forbidden("freights is forbidden", "")),
                Duration.ZERO,
                NOW);
        assertThat(condition(end, "Ready"))
                .startsWith("False/FreightCreationFailure: Error creating Freight \"")
                .endsWith("freights is forbidden");
        assertThat(end.failure()).isPresent();
        assertThat(condition(end, "Reconciling")).startsWith("True/FreightCreationInProgress");
    }

    @Test
    void aFailedLookKeepsWhatWasFoundBefore() {
        Warehouse warehouse = warehouse("", "", "discoveredArtifacts: {" + COMMIT + "}");
        WarehouseDecision decision =
                WarehouseDecision.decide(warehouse, new Discovery.Failed("no route"), _ -> List.of(), NOW);
        assertThat(decision.status().discoveredArtifacts())
                .isEqualTo(warehouse.status().discoveredArtifacts());
        assertThat(decision.failure()).isPresent();
    }

    @Test
    void transitionTimesStayWhereAStatusComesBack() {
        Warehouse warehouse = warehouse(
                "",
                "",
                "conditions: [{type: Ready, status: 'True', reason: ArtifactsDiscovered, message: m, lastTransitionTime:"
                        + " 2026-03-01T10:00:00Z}]");
        WarehouseDecision decision =
                WarehouseDecision.decide(warehouse, new Discovery.Found(artifacts(COMMIT)), _ -> List.of(), NOW);
        WarehouseConclusion end =
                WarehouseConclusion.of(decision, new WarehouseConclusion.Creation.Existed(), Duration.ZERO, NOW);
        assertThat(Condition.find(end.status().conditions(), "Ready")
                        .orElseThrow()
                        .lastTransitionTime())
                .isEqualTo("2026-03-01T10:00:00Z");
    }

    private static String condition(WarehouseConclusion end, String type) {
        return Condition.find(end.status().conditions(), type)
                .map(c -> c.status() + "/" + c.reason() + ": " + c.message())
                .orElse("");
    }

    private static DiscoveredArtifacts artifacts(String yaml) {
        Map<String, Object> tree = Json.asObject(Yaml.parse("{discoveredAt: 2026-03-01T12:00:00Z, " + yaml + "}"));
        return Wire.read(DiscoveredArtifacts.class, tree);
    }

    private static Warehouse warehouse(String metadata, String spec, String status) {
        return Warehouse.read(KubeObject.of(Json.asObject(Yaml.parse("{metadata: {name: w, namespace: p, "
                + (metadata.contains("generation") ? metadata : "generation: 1" + more(metadata)) + ""
                + "}, spec: {interval: 5m0s,"
                + " subscriptions: [{git: {repoURL: 'https://g/r'}}]" + more(spec) + "}, status: {" + status
                + "}}"))));
    }

    private static String more(String yaml) {
        return yaml.isEmpty() ? "" : ", " + yaml;
    }
}
