package dev.supercargo.app.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.access.Component;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The chart holds what the source says, and what it is told with values.
class ChartTest {
    private static final Path CHART = Path.of("../chart");
    private static final Pattern VALUE = Pattern.compile("\\.Values((?:\\.[A-Za-z]+)+)");

    @Test
    void theGeneratedFilesAreTheRenderedOnes() throws IOException {
        Map<String, String> files = Chart.files();
        if (Boolean.getBoolean("golden.write")) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = CHART.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        files.forEach((path, text) -> assertThat(CHART.resolve(path))
                .as("rewrite it with -Dgolden.write=true")
                .hasContent(text));
        try (Stream<Path> crds = Files.list(CHART.resolve("templates/crds"))) {
            assertThat(crds.map(file -> "templates/crds/" + file.getFileName()))
                    .as("no definition of a kind that is no more")
                    .allMatch(files::containsKey);
        }
    }

    @Test
    void renderedItHoldsWhatTheManifestsHold() {
        var rendered = new ArrayList<Object>();
        Chart.files().values().forEach(file -> rendered.addAll(Chart.rendered(file, "elsewhere")));
        List<Object> printed = Yaml.parseAll(Installation.inCluster("elsewhere").yaml());
        assertThat(rendered.stream().map(ChartTest::withoutPolicy))
                .as("all but the namespace that Helm makes")
                .containsExactlyInAnyOrderElementsOf(printed.stream()
                        .map(Json::asObject)
                        .filter(object -> !Json.text(object, "metadata", "name").equals(Optional.of("elsewhere")))
                        .toList());
    }

    private static Map<String, Object> withoutPolicy(Object tree) {
        Map<String, Object> object = Json.copy(Json.asObject(tree));
        Map<String, Object> annotations = Json.object(object, "metadata", "annotations");
        if (annotations.containsKey("helm.sh/resource-policy")
                && annotations.remove("helm.sh/resource-policy") != null
                && annotations.isEmpty()) {
            Json.object(object, "metadata").remove("annotations");
        }
        return object;
    }

    @Test
    void everyValueThatATemplateUsesHasADefault() throws IOException {
        Object values = Yaml.parse(Files.readString(CHART.resolve("values.yaml")));
        var used = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(CHART.resolve("templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher value = VALUE.matcher(Files.readString(file));
                while (value.find()) {
                    used.add(value.group(1).substring(1));
                }
            }
        }
        assertThat(used)
                .isNotEmpty()
                .allSatisfy(path ->
                        assertThat(Json.at(values, path.split("\\."))).as(path).isPresent());
    }

    @Test
    void thereIsADeploymentForEachComponentUnderItsAccount() throws IOException {
        Object values = Yaml.parse(Files.readString(CHART.resolve("values.yaml")));
        for (Component component : Component.values()) {
            assertThat(Json.text(values, "components", component.word(), "account"))
                    .as(component.word())
                    .hasValue(component.account());
        }
        assertThat(Json.object(values, "components")).hasSize(Component.values().length);
    }

    @Test
    void everythingIsPrintedInAnOrderInWhichItCanBeCreated() {
        List<KubeObject> objects = Installation.inCluster("kargo").objects();
        var seen = new TreeSet<String>();
        for (KubeObject object : objects) {
            if (object.kind().equals("Namespace")) {
                seen.add(object.name());
            }
            assertThat(object.namespace().isEmpty() || seen.contains(object.namespace()))
                    .as("namespace of %s", object)
                    .isTrue();
        }
    }
}
