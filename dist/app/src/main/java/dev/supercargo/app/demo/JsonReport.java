package dev.supercargo.app.demo;

import dev.supercargo.meta.Json;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One JSON object per line: `time`, `event`, and for Stages `stage`, `freight`, `phase`, `reason`; the last is
/// `finished` with `ok`.
final class JsonReport implements Report {
    private final PrintStream out;
    private final InstantSource clock;
    private final Map<String, Row> last = new HashMap<>();

    JsonReport(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void say(String event, String text) {
        print(event, Map.of("message", text));
    }

    @Override
    public synchronized void stages(List<Row> rows) {
        for (Row row : rows) {
            if (!row.equals(last.put(row.stage(), row))) {
                var fields = new LinkedHashMap<String, Object>();
                fields.put("stage", row.stage());
                fields.put("freight", row.freight());
                fields.put("phase", row.phase());
                fields.put("step", row.step());
                fields.put("reason", row.reason());
                print("stage", fields);
            }
        }
    }

    @Override
    public synchronized void finished(boolean ok, List<String> lines) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ok", ok);
        fields.put("summary", List.<Object>copyOf(lines));
        print("finished", fields);
    }

    private void print(String event, Map<String, Object> fields) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", clock.instant().toString());
        line.put("event", event);
        line.putAll(fields);
        out.println(Json.print(line));
        out.flush();
    }
}
