package dev.supercargo.app.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// A table that is redrawn in place; for terminals.
final class TableReport implements Report {
    private static final String HEAD =
            String.format(Locale.ROOT, "%-12s  %-8s  %-10s  %-16s  %s", "STAGE", "FREIGHT", "PHASE", "STEP", "REASON");
    private static final int WIDTH = 110;

    private final PrintStream out;
    private int drawn;
    private List<Row> last = List.of();

    TableReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String event, String text) {
        erase();
        out.println(text);
        draw(last);
    }

    @Override
    public synchronized void stages(List<Row> rows) {
        if (!rows.equals(last)) {
            erase();
            draw(rows);
        }
    }

    @Override
    public synchronized void finished(boolean ok, List<String> lines) {
        out.println();
        lines.forEach(out::println);
        out.flush();
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\033[" + drawn + "A\033[J");
        }
        drawn = 0;
    }

    private void draw(List<Row> rows) {
        last = List.copyOf(rows);
        if (!rows.isEmpty()) {
            out.println("\033[1m" + HEAD + "\033[0m");
            for (Row row : rows) {
                String line = String.format(
                        Locale.ROOT,
                        "%-12s  %-8s  %-10s  %-16s  %s",
                        row.stage(),
                        row.freight(),
                        row.phase(),
                        row.step(),
                        row.reason());
                out.println(line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line);
            }
            drawn = rows.size() + 1;
        }
        out.flush();
    }
}
