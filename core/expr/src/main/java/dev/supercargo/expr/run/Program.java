package dev.supercargo.expr.run;

import dev.supercargo.expr.check.Checker;
import dev.supercargo.expr.check.Types;
import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Parser;
import dev.supercargo.expr.syntax.Room;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An expression, ready to run. Immutable; may be run any number of times, by several threads.
public final class Program {
    private final Code code;
    private final int slots;
    private final int depth;

    private Program(Code code, int slots, int depth) {
        this.code = code;
        this.slots = slots;
        this.depth = depth;
    }

    /// Reads, checks and translates an expression.
    ///
    /// @param functions the forms of the declared functions, by name
    /// @param checked whether static types are checked
    /// @param room where deep expressions are worked on
    /// @throws Fault at the first mistake
    public static Program of(
            String source, Map<String, List<Signature>> functions, boolean checked, @Nullable Room room) {
        Parser.Parsed parsed = Parser.parse(source, room);
        return within(room, parsed.depth(), () -> {
            Types types = checked ? Checker.check(parsed.node(), functions) : Types.unknown();
            var translator = new Translator(types, functions.keySet());
            Code code = translator.translate(parsed.node());
            return new Program(code, translator.slots(), parsed.depth());
        });
    }

    /// The value of the expression.
    ///
    /// @param root what `$env` denotes
    /// @param functions the declared functions
    /// @param now what `now()` yields
    /// @param room where deep expressions are worked on
    /// @throws Fault at the node that failed
    public @Nullable Object run(
            @Nullable Object root, Map<String, HostFunction> functions, @Nullable Instant now, @Nullable Room room) {
        var run = new Run(root, functions, now, slots);
        return within(room, depth, () -> code.run(run));
    }

    /// Never a stack overflow: deep trees want a room, and what overflows all the same is an ordinary error.
    private static <T extends @Nullable Object> T within(@Nullable Room room, int depth, Supplier<T> work) {
        try {
            if (depth <= Room.FEW_WORDS) {
                return work.get();
            }
            if (room != null) {
                return room.call(work);
            }
            if (depth <= Room.DEPTH_HERE) {
                return work.get();
            }
        } catch (StackOverflowError e) {
            throw Fault.running(0, "recursion depth exceeded");
        }
        throw Fault.running(0, "recursion depth exceeded");
    }
}
