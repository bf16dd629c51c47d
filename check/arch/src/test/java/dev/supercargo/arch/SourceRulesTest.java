package dev.supercargo.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules that only the sources can show.
class SourceRulesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern FORBIDDEN_NAME =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl|^Default[A-Z].*|^Abstract[A-Z].*)\\.java");

    /// Words of the field that look like the ones above: who owns fields in server-side apply, what TLS calls its
    /// judge of certificates, and the roles that a Project has by default.
    private static final Set<String> WORDS_OF_THE_FIELD =
            Set.of("Manager.java", "AskingTrustManager.java", "DefaultRoles.java");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> f.toString().contains("/src/main/java/"))
                    .filter(f -> !f.toString().contains("/target/"))
                    .toList();
        }
    }

    @Test
    void everyPackageIntroducesItself() throws IOException {
        Map<Path, Boolean> introduced = new TreeMap<>();
        for (Path source : sources()) {
            introduced.merge(
                    source.getParent(),
                    source.getFileName().toString().equals("package-info.java"),
                    Boolean::logicalOr);
        }
        assertThat(introduced.entrySet().stream()
                        .filter(entry -> !entry.getValue())
                        .map(entry -> ROOT.relativize(entry.getKey()).toString()))
                .isEmpty();
    }

    @Test
    void introductionsSayWhatGoesInAndOut() throws IOException {
        var silent = new ArrayList<String>();
        for (Path source : sources()) {
            if (source.endsWith("package-info.java")) {
                String text = Files.readString(source);
                if (!text.contains("@NullMarked") || !text.contains("**In") || !text.contains("**Out")) {
                    silent.add(ROOT.relativize(source).toString());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() throws IOException {
        assertThat(sources().stream()
                        .filter(f ->
                                !WORDS_OF_THE_FIELD.contains(f.getFileName().toString()))
                        .filter(f -> FORBIDDEN_NAME
                                .matcher(f.getFileName().toString())
                                .matches()))
                .isEmpty();
    }

    @Test
    void everyModuleHasAReadme() throws IOException {
        try (Stream<Path> poms = Files.walk(ROOT, 3)) {
            assertThat(poms.filter(f -> f.endsWith("pom.xml"))
                            .map(Path::getParent)
                            .filter(folder -> !folder.toString().contains("target"))
                            .filter(folder -> !Files.exists(folder.resolve("README.md")))
                            .map(folder -> ROOT.relativize(folder).toString()))
                    .isEmpty();
        }
    }

    /// A report, never a failure: what to look at next.
    @Test
    void reportsTheLongestFiles() throws IOException {
        record Length(String file, long lines) {}
        var lengths = new ArrayList<Length>();
        for (Path source : sources()) {
            try (Stream<String> lines = Files.lines(source)) {
                lengths.add(new Length(ROOT.relativize(source).toString(), lines.count()));
            }
        }
        lengths.sort(Comparator.comparingLong(Length::lines).reversed());
        System.out.println("The longest files:");
        lengths.stream().limit(10).forEach(l -> System.out.println("  " + l.lines() + "  " + l.file()));
        assertThat(lengths).isNotEmpty();
    }
}
