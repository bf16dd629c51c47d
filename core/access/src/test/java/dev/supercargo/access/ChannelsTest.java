package dev.supercargo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelsTest {
    static List<Grant> grants() {
        return Grants.all();
    }

    @ParameterizedTest
    @MethodSource("grants")
    void atLeastTwoChannelsShowThatAGrantIsMissing(Grant grant) {
        for (Channels.Place place : Channels.Place.values()) {
            assertThat(Channels.of(grant, place)).as("%s", place).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void whoMayNotTellIsToldOfByTheApiOnALaptopOnly() {
        Grant events = grant(Component.CONTROLLER, "create", "events");
        assertThat(Channels.of(events, Channels.Place.LAPTOP)).contains(Channel.EVENT);
        assertThat(Channels.of(events, Channels.Place.CLUSTER)).doesNotContain(Channel.EVENT);
        assertThat(Channels.of(grant(Component.API, "create", "events"), Channels.Place.LAPTOP))
                .doesNotContain(Channel.EVENT);
    }

    @Test
    void anApiThatCannotAskWhoCallsShowsNothingInACluster() {
        assertThat(Channels.of(grant(Component.API, "create", "tokenreviews"), Channels.Place.CLUSTER))
                .containsExactlyInAnyOrder(Channel.CONDITION, Channel.EVENT, Channel.METRIC, Channel.HEALTH);
        assertThat(Channels.of(grant(Component.API, "list", "leases"), Channels.Place.CLUSTER))
                .contains(Channel.REST, Channel.COMMAND);
    }

    @Test
    void aRefusedPromotionIsToldByItsStageFirst() {
        Grant promotions = grant(Component.CONTROLLER, "create", "promotions");
        assertThat(Channels.of(promotions, Channels.Place.CLUSTER)).containsExactlyInAnyOrder(Channel.values());
        assertThat(Channels.conditions(promotions))
                .containsExactly(
                        new Channels.Shown("stages", "AutoPromotion"),
                        new Channels.Shown("clusterconfigs", "Permissions"),
                        new Channels.Shown("projects", "Permissions"));
    }

    @Test
    void whoCannotWriteOneObjectWritesTheOther() {
        assertThat(Channels.conditions(grant(Component.MANAGEMENT, "patch", "clusterconfigs/status")))
                .containsExactly(new Channels.Shown("projects", "Permissions"));
        assertThat(Channels.conditions(grant(Component.MANAGEMENT, "patch", "projects/status")))
                .containsExactly(new Channels.Shown("clusterconfigs", "Permissions"));
        assertThat(Channels.conditions(grant(Component.MANAGEMENT, "create", "subjectaccessreviews")))
                .as("of itself it knows")
                .hasSize(2);
    }

    @Test
    void whatIsMissingInAProjectIsToldThere() {
        assertThat(Channels.conditions(grant(Component.CONTROLLER, "list", "secrets")))
                .containsExactly(new Channels.Shown("projects", "Permissions"));
    }

    private static Grant grant(Component component, String verb, String resource) {
        return Grants.of(component).stream()
                .filter(grant ->
                        grant.verbs().contains(verb) && grant.resources().contains(resource))
                .findFirst()
                .orElseThrow();
    }
}
