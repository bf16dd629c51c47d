package dev.supercargo.app.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Plain lines, one for each change, with the seconds since the start.
final class LineReport implements Report {
    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;
    private final Map<String, Row> last = new HashMap<>();

    LineReport(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public synchronized void say(String event, String text) {
        print(text);
    }

    @Override
    public synchronized void stages(List<Row> rows) {
        for (Row row : rows) {
            if (!row.equals(last.put(row.stage(), row))) {
                print(String.format(
                        Locale.ROOT,
                        "%-12s %-8s %-10s %-16s %s",
                        row.stage(),
                        row.freight(),
                        row.phase(),
                        row.step(),
                        row.reason()));
            }
        }
    }

    @Override
    public synchronized void finished(boolean ok, List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    private void print(String text) {
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1_000.0;
        out.println(String.format(Locale.ROOT, "%7.2fs  %s", seconds, text).stripTrailing());
        out.flush();
    }
}
