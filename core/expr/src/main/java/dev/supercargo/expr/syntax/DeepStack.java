package dev.supercargo.expr.syntax;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Room for recursion. Expressions may be nested some thousand levels deep (expressions.md B.8), deeper than an
/// ordinary stack allows; a long one is therefore worked on by a thread of its own with a larger stack, for which the
/// caller waits. Nothing runs at the same time, so callers need not know.
public final class DeepStack {
    /// Expressions with fewer words are worked on right here: the stack of any thread holds as many levels.
    private static final int ENOUGH_HERE = 300;

    private static final long STACK_BYTES = 512L << 20;

    private DeepStack() {}

    /// The result of the work, which recurses no deeper than `levels` times a few frames.
    ///
    /// @throws Fault instead of a stack overflow
    public static <T extends @Nullable Object> T call(int levels, Supplier<T> work) {
        try {
            return levels <= ENOUGH_HERE ? work.get() : elsewhere(work);
        } catch (StackOverflowError e) {
            throw Fault.running(0, "recursion depth exceeded");
        }
    }

    // A failure of any kind must reach the caller; the annotation silences the null check of a result that may be null.
    @SuppressWarnings({"NullAway", "PMD"})
    private static <T extends @Nullable Object> T elsewhere(Supplier<T> work) {
        var result = new AtomicReference<@Nullable T>();
        var failure = new AtomicReference<@Nullable Throwable>();
        var thread = new Thread(
                null,
                () -> {
                    try {
                        result.set(work.get());
                    } catch (RuntimeException | Error e) {
                        failure.set(e);
                    }
                },
                "deep-expression",
                STACK_BYTES);
        thread.start();
        join(thread);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return result.get();
    }

    /// Waits to the end; an interruption is kept for the caller, who is not ours to stop half-way.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
