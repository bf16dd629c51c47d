package dev.supercargo.expr.run;

import dev.supercargo.expr.check.Checker;
import dev.supercargo.expr.check.Types;
import dev.supercargo.expr.syntax.DeepStack;
import dev.supercargo.expr.syntax.Parser;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    /// @throws dev.supercargo.expr.syntax.Fault at the first mistake
    public static Program of(String source, Map<String, List<Signature>> functions, boolean checked) {
        Parser.Parsed parsed = Parser.parseDeep(source);
        return DeepStack.call(parsed.tokens(), () -> {
            Types types = checked ? Checker.check(parsed.node(), functions) : Types.unknown();
            var translator = new Translator(types, functions.keySet());
            Code code = translator.translate(parsed.node());
            return new Program(code, translator.slots(), parsed.tokens());
        });
    }

    /// The value of the expression.
    ///
    /// @param root what `$env` denotes
    /// @param functions the declared functions
    /// @param now what `now()` yields
    /// @throws dev.supercargo.expr.syntax.Fault at the node that failed
    public @Nullable Object run(@Nullable Object root, Map<String, HostFunction> functions, @Nullable Instant now) {
        var run = new Run(root, functions, now, slots);
        return DeepStack.call(depth, () -> code.run(run));
    }
}
