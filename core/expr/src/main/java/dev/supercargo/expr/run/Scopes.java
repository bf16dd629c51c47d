package dev.supercargo.expr.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Where the translation keeps variables: each gets a slot of the run.
final class Scopes {
    /// The slots of a predicate's element, index and accumulator.
    record Pointers(int element, int index, int accumulator) {}

    private record Variable(String name, int slot) {}

    private final Deque<Variable> variables = new ArrayDeque<>();
    private final Deque<Pointers> pointers = new ArrayDeque<>();
    private int slots;

    int slots() {
        return slots;
    }

    int declare(String name) {
        int slot = slots++;
        variables.push(new Variable(name, slot));
        return slot;
    }

    void forget() {
        variables.pop();
    }

    Optional<Integer> slotOf(String name) {
        return variables.stream()
                .filter(variable -> variable.name().equals(name))
                .map(Variable::slot)
                .findFirst();
    }

    Pointers enter() {
        var scope = new Pointers(slots, slots + 1, slots + 2);
        slots += 3;
        pointers.push(scope);
        return scope;
    }

    void leave() {
        pointers.pop();
    }

    Optional<Pointers> innermost() {
        return Optional.ofNullable(pointers.peek());
    }
}
