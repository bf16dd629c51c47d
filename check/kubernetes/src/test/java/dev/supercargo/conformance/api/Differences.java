package dev.supercargo.conformance.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The table of known differences in `docs/embedded-api-server.md`: in which cases which server does not do what the
/// case says, and why. Rows look like ``| `case-name` | embedded | reason |``.
final class Differences {
    private static final Path PAGE = Path.of("../../docs/embedded-api-server.md");

    private Differences() {}

    private record Row(String name, String server, String reason) {}

    static Set<String> of(String server) {
        return rows().stream()
                .filter(row -> row.server().equals(server))
                .map(Row::name)
                .collect(Collectors.toSet());
    }

    static List<String> names() {
        return rows().stream().map(Row::name).toList();
    }

    private static List<Row> rows() {
        try {
            return Files.readAllLines(PAGE).stream()
                    .filter(line -> line.matches("\\| `[\\w-]+` \\| (embedded|real) \\| .+ \\|"))
                    .map(line -> line.split("\\|", -1))
                    .map(cells -> new Row(cells[1].strip().replace("`", ""), cells[2].strip(), cells[3].strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
