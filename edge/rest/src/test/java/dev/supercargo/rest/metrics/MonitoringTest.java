package dev.supercargo.rest.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The dashboard and the alerts ask for numbers that exist, by labels that they have.
class MonitoringTest {
    private static final Path FOLDER = Path.of("../../dist/monitoring");
    private static final Pattern NAME = Pattern.compile("supercargo_[a-z_]+");
    private static final Pattern CODE = Pattern.compile("code=~?\"([A-Za-z|]+)\"");

    private static List<String> expressions() throws IOException {
        var found = new ArrayList<String>();
        for (Object group : Json.list(Yaml.parse(Files.readString(FOLDER.resolve("alerts.yaml"))), "groups")) {
            for (Object rule : Json.list(group, "rules")) {
                found.add(Json.text(rule, "expr").orElseThrow());
            }
        }
        for (Object panel : Json.list(Json.parse(Files.readString(FOLDER.resolve("dashboard.json"))), "panels")) {
            for (Object target : Json.list(panel, "targets")) {
                found.add(Json.text(target, "expr").orElseThrow());
            }
        }
        return found;
    }

    @Test
    void everyNumberThatIsAskedForExists() throws IOException {
        Set<String> names = Arrays.stream(Metric.values()).map(Metric::word).collect(Collectors.toSet());
        var shown = new HashSet<String>();
        for (String expression : expressions()) {
            Matcher name = NAME.matcher(expression);
            while (name.find()) {
                String base = name.group().replaceAll("_(sum|count)$", "");
                assertThat(names).as(expression).contains(base);
                shown.add(base);
            }
        }
        names.remove(Metric.TURNS_RUNNING.word());
        assertThat(shown).as("what is worth collecting is worth showing").containsAll(names);
    }

    @Test
    void everyCodeThatIsAskedForExists() throws IOException {
        for (String expression : expressions()) {
            Matcher code = CODE.matcher(expression);
            while (code.find()) {
                for (String word : code.group(1).split("\\|", -1)) {
                    assertThat(ProblemCode.of(word)).as(word).isPresent();
                }
            }
        }
    }
}
