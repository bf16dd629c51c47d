package dev.supercargo.expr;

import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The forms of an environment's functions, as far as compiled programs depend on them. Made to be a cheap key: sets of
/// functions are made anew for each evaluation, but their forms are the same.
final class Declarations {
    static final Declarations NONE = new Declarations(Map.of());

    private final Map<String, List<Signature>> forms;
    private final int hash;

    private Declarations(Map<String, List<Signature>> forms) {
        this.forms = forms;
        this.hash = forms.keySet().hashCode();
    }

    static Declarations of(Map<String, HostFunction> functions) {
        var forms = LinkedHashMap.<String, List<Signature>>newLinkedHashMap(functions.size());
        functions.forEach((name, function) -> forms.put(name, function.forms()));
        return new Declarations(forms);
    }

    Map<String, List<Signature>> forms() {
        return forms;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Declarations that && forms.equals(that.forms));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
