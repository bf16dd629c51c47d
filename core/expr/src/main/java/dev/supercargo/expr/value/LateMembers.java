package dev.supercargo.expr.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Members that are made when they are first asked for, as types and their methods name each other.
final class LateMembers implements Members {
    private final Supplier<List<Method>> methods;
    private volatile @Nullable Members members;

    LateMembers(Supplier<List<Method>> methods) {
        this.methods = methods;
    }

    private Members members() {
        Members known = members;
        if (known == null) {
            known = Members.of(Map.of(), methods.get());
            members = known;
        }
        return known;
    }

    @Override
    public Optional<Type> field(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Method> method(String name) {
        return members().method(name);
    }
}
