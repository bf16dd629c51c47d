package dev.supercargo.expr;

import dev.supercargo.expr.syntax.Room;
import dev.supercargo.expr.value.HostFunction;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an expression can see: variables, functions, and the time that `now()` tells. Immutable.
///
/// Variables are a tree: maps, lists, strings, `Long` (an integer), `Double`, booleans, `null`; besides, the kinds of
/// `dev.supercargo.expr.value`, `java.time` instants and durations, and `Supplier`s, which are asked each time the
/// expression touches them. Numbers that came from JSON are floats to Kargo: pass such trees through
/// [dev.supercargo.expr.value.JsonNumbers#floats(Object)].
public final class Environment {
    private static final Environment NONE = root(null);

    private final @Nullable Object root;
    private final Map<String, HostFunction> functions;
    private final Declarations declarations;
    private final @Nullable Instant now;
    private final boolean checked;
    private final @Nullable Room room;

    /// This with the functions of templates; made when first needed, and not worth a lock.
    private @Nullable Environment forTemplates;

    private Environment(
            @Nullable Object root,
            Map<String, HostFunction> functions,
            Declarations declarations,
            @Nullable Instant now,
            boolean checked,
            @Nullable Room room) {
        this.root = root;
        this.functions = functions;
        this.declarations = declarations;
        this.now = now;
        this.checked = checked;
        this.room = room;
    }

    /// No environment at all: touching any name is an error at run time (expressions.md B.3).
    public static Environment none() {
        return NONE;
    }

    /// An environment with these variables; a name that is missing is nil.
    public static Environment of(Map<String, ?> variables) {
        return root(variables);
    }

    /// An environment whose root is any value: `$env` denotes it. Names are looked up in it where it is a map.
    public static Environment root(@Nullable Object root) {
        return new Environment(root, Map.of(), Declarations.NONE, null, true, null);
    }

    /// The same with one more (or another) variable. The root must be a map or nothing.
    public Environment with(String name, @Nullable Object value) {
        var one = new LinkedHashMap<String, @Nullable Object>();
        one.put(name, value);
        return withAll(one);
    }

    /// The same with more variables. The root must be a map or nothing.
    public Environment withAll(Map<String, ?> more) {
        var variables = new LinkedHashMap<Object, @Nullable Object>();
        switch (root) {
            case null -> {}
            case Map<?, ?> map -> variables.putAll(map);
            default -> throw new IllegalStateException("variables need a map as the root, not " + root.getClass());
        }
        variables.putAll(more);
        return new Environment(Collections.unmodifiableMap(variables), functions, declarations, now, checked, room);
    }

    /// The same with one more function; of equal names the later wins.
    public Environment withFunction(HostFunction function) {
        return withFunctions(List.of(function));
    }

    /// The same with more functions.
    public Environment withFunctions(Collection<HostFunction> more) {
        var all = new LinkedHashMap<>(functions);
        more.forEach(function -> all.put(function.name(), function));
        return new Environment(root, Collections.unmodifiableMap(all), Declarations.of(all), now, checked, room);
    }

    /// The same at this time: what `now()` yields. Without it, `now()` is an error.
    public Environment at(Instant time) {
        return new Environment(root, functions, declarations, time, checked, room);
    }

    /// The same without the check of static types: builtins' names are variables too, every type error is one of run
    /// time (deep links, expressions.md D.2).
    public Environment unchecked() {
        return new Environment(root, functions, declarations, now, false, room);
    }

    /// The same with a place for expressions that are nested thousands of levels deep. Without one, such expressions
    /// end
    /// in an ordinary error.
    public Environment in(Room deep) {
        return new Environment(root, functions, declarations, now, checked, deep);
    }

    /// Where deep expressions are worked on.
    @Nullable
    Room room() {
        return room;
    }

    /// The same with the functions that exist in templates only.
    Environment forTemplates() {
        Environment known = forTemplates;
        if (known == null) {
            known = withFunctions(TemplateFunctions.ALL);
            forTemplates = known;
        }
        return known;
    }

    /// What `$env` denotes.
    public @Nullable Object root() {
        return root;
    }

    /// The functions by name.
    public Map<String, HostFunction> functions() {
        return functions;
    }

    /// The forms of the functions.
    Declarations declarations() {
        return declarations;
    }

    /// The time of `now()`.
    @Nullable
    Instant now() {
        return now;
    }

    /// Whether static types are checked.
    boolean isChecked() {
        return checked;
    }
}
