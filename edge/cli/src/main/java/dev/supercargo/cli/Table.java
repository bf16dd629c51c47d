package dev.supercargo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rows under upper-case headers, columns padded with three spaces; nothing at all for no row (cli.md 1.1).
final class Table {
    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headers) {
        this.headers = List.of(headers);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    String text() {
        if (rows.isEmpty()) {
            return "";
        }
        var all = new ArrayList<List<String>>();
        all.add(headers.stream().map(header -> header.toUpperCase(Locale.ROOT)).toList());
        all.addAll(rows);
        var text = new StringBuilder();
        for (List<String> row : all) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = all.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 3));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
