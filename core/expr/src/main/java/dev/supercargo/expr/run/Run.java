package dev.supercargo.expr.run;

import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.ValueException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of a program: what it sees, its variables, and what it may still spend (expressions.md B.8).
final class Run {
    /// Units of memory.
    static final long MEMORY = 1_000_000;

    /// Applications of predicates; each takes some tens of nanoseconds.
    static final long STEPS = 10_000_000;

    /// Characters of produced text, which the units of memory do not count.
    static final long TEXT = 64_000_000;

    private final @Nullable Object root;
    private final Map<String, HostFunction> functions;
    private final @Nullable Instant now;

    /// Values of `let` variables and of what predicates point to, by the place that the translation gave them.
    final @Nullable Object[] slots;

    private long memory;
    private long steps;
    private long text;

    Run(@Nullable Object root, Map<String, HostFunction> functions, @Nullable Instant now, int slots) {
        this.root = root;
        this.functions = functions;
        this.now = now;
        this.slots = new @Nullable Object[slots];
    }

    @Nullable
    Object root() {
        return root;
    }

    @Nullable
    HostFunction function(String name) {
        return functions.get(name);
    }

    Instant now() {
        if (now == null) {
            throw new ValueException("now() is not available here: the surroundings give no time");
        }
        return now;
    }

    /// Pays for a list, a map or a repeated text.
    void charge(long units) {
        memory += Math.max(0, units);
        if (memory >= MEMORY) {
            throw new ValueException("memory budget exceeded");
        }
    }

    /// Pays for one application of a predicate.
    void step() {
        if (++steps > STEPS) {
            throw new ValueException("evaluation budget exceeded: more than " + STEPS + " steps");
        }
    }

    /// Pays for text before it is made.
    void produce(long characters) {
        text += Math.max(0, characters);
        if (text > TEXT) {
            throw new ValueException("text budget exceeded: more than " + TEXT + " characters");
        }
    }
}
