package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;

/// Counts what an evaluation costs, and stops it where it costs too much: one unit for each step, and one for every ten
/// characters or elements of its result (kubernetes-api.md 9.5, limits).
final class Meter implements CelEvaluationListener {
    /// What one expression may cost.
    static final long PER_EXPRESSION = 1_000_000;
    /// What all expressions about one object may cost.
    static final long PER_OBJECT = 10_000_000;

    private static final int UNIT = 10;

    private final long limit;
    private long spent;

    Meter(long limit) {
        this.limit = limit;
    }

    /// Too much was spent.
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super("operation cancelled: actual cost limit exceeded", null, false, false);
        }
    }

    long spent() {
        return spent;
    }

    void check() {
        if (spent > limit) {
            throw new Exhausted();
        }
    }

    @Override
    public void callback(CelExpr step, Object result) {
        spent += 1 + size(result) / UNIT;
        check();
    }

    private static int size(Object result) {
        return switch (result) {
            case String text -> text.length();
            case Collection<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            default -> 0;
        };
    }
}
