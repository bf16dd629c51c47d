package dev.supercargo.expr.syntax;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A place with a stack that is deep enough for any expression, lent by the surroundings.
///
/// Expressions may be nested some thousand levels deep (expressions.md B.8), deeper than the stack of an ordinary
/// thread
/// allows; and this module starts no threads. Without a room, expressions are bounded to what fits right here.
@FunctionalInterface
public interface Room {
    /// Words of an expression that is never too deep to be worked on right here.
    int FEW_WORDS = 300;

    /// The deepest tree that is worked on without a room.
    int DEPTH_HERE = 800;

    /// Does the work there, waits for it, and gives its result or throws what it threw. The work recurses some 50,000
    /// frames deep.
    <T extends @Nullable Object> T call(Supplier<T> work);
}
