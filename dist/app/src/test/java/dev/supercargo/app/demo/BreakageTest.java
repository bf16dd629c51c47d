package dev.supercargo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Component;
import dev.supercargo.access.Grant;
import dev.supercargo.access.Grants;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{apiGroups: [g], resources: [p], verbs: [create]}] | []",
                "[{apiGroups: [g], resources: [p], verbs: [get, create]}] | [{apiGroups: [g], resources: [p], verbs: [get]}]",
                "[{apiGroups: [g], resources: [p, q], verbs: [create]}] | [{apiGroups: [g], resources: [q], verbs: [create]}]",
                "[{apiGroups: [g], resources: [q], verbs: [create]}] | [{apiGroups: [g], resources: [q], verbs: [create]}]",
                "[{apiGroups: [h], resources: [p], verbs: [create]}] | [{apiGroups: [h], resources: [p], verbs: [create]}]"
            })
    void withdrawsOneVerbOnOneResource(String rules, String left) {
        assertThat(Breakage.without(Json.asList(Yaml.parse(rules)), "g", "p", "create"))
                .isEqualTo(Yaml.parse(left));
    }

    @Test
    void whatIsWithdrawnIsGrantedByTheControllersRole() {
        List<Object> rules = Grants.of(Component.CONTROLLER).stream()
                .map(Grant::rule)
                .<Object>map(rule -> rule)
                .toList();
        assertThat(Breakage.without(rules, "kargo.akuity.io", "promotions", "create"))
                .isNotEqualTo(rules);
    }
}
