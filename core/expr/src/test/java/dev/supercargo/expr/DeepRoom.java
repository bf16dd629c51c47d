package dev.supercargo.expr;

import dev.supercargo.expr.syntax.Room;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A room on a thread with a large stack.
final class DeepRoom implements Room {
    private static final long STACK_BYTES = 512L << 20;

    @Override
    @SuppressWarnings("NullAway") // the result is null where the work's is
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        var result = new AtomicReference<@Nullable T>();
        var failure = new AtomicReference<@Nullable RuntimeException>();
        var thread = new Thread(
                null,
                () -> {
                    try {
                        result.set(work.get());
                    } catch (RuntimeException e) {
                        failure.set(e);
                    } catch (StackOverflowError e) {
                        failure.set(new IllegalStateException("the room is too small", e));
                    }
                },
                "deep-room",
                STACK_BYTES);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
        return result.get();
    }
}
