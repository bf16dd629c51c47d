package dev.supercargo.expr.run;

import dev.supercargo.expr.value.Layout;
import dev.supercargo.expr.value.Moment;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Zone;
import dev.supercargo.meta.GoDuration;
import java.util.List;

/// Builtins on times (expressions.md B.6).
final class TimeBuiltins {
    private static final List<String> LAYOUTS = List.of(
            "2006-01-02",
            "15:04:05",
            "2006-01-02 15:04:05",
            "2006-01-02T15:04:05Z07:00",
            "02 Jan 06 15:04 MST",
            "Monday, 02-Jan-06 15:04:05 MST",
            "Mon, 02 Jan 2006 15:04:05 MST");

    private TimeBuiltins() {}

    static Object now(Inputs in) {
        Moment now = Moment.of(in.run().now());
        return in.has(0) && in.get(0) instanceof Zone zone ? new Moment(now.instant(), zone) : now;
    }

    static Object duration(Inputs in) {
        return GoDuration.parse(in.text(0))
                .orElseThrow(() -> new ValueException(
                        "invalid duration \"" + in.text(0) + "\": expected numbers with units, such as 1h30m"));
    }

    static Object timezone(Inputs in) {
        return zone(in.text(0));
    }

    private static Zone zone(String name) {
        return Zone.named(name).orElseThrow(() -> new ValueException("unknown time zone " + name));
    }

    static Object date(Inputs in) {
        boolean zoned = in.get(0) instanceof Zone;
        int at = zoned ? 1 : 0;
        Zone home = zoned && in.get(0) instanceof Zone zone ? zone : Zone.UTC;
        String text = in.text(at);
        if (in.has(at + 2)) {
            home = zone(in.text(at + 2));
        }
        return in.has(at + 1) ? Layout.parse(text, in.text(at + 1), home) : any(text, home);
    }

    private static Object any(String text, Zone home) {
        for (String layout : LAYOUTS) {
            try {
                return Layout.parse(text, layout, home);
            } catch (ValueException _) {
                // the next layout may fit
            }
        }
        throw new ValueException("invalid date " + text);
    }
}
