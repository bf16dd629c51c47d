package dev.supercargo.expr.run;

import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.value.ValueException;
import org.jspecify.annotations.Nullable;

/// Code whose complaints are shown at a position.
record Guarded(int position, Code code) implements Code {
    @Override
    public @Nullable Object run(Run run) {
        try {
            return code.run(run);
        } catch (ValueException e) {
            throw Fault.running(position, complaint(e));
        }
    }

    private static String complaint(ValueException e) {
        return String.valueOf(e.getMessage());
    }
}
