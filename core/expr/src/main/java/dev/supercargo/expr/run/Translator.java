package dev.supercargo.expr.run;

import dev.supercargo.expr.check.Types;
import dev.supercargo.expr.run.Code.Constant;
import dev.supercargo.expr.syntax.Fault;
import dev.supercargo.expr.syntax.Node;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.ValueException;
import dev.supercargo.expr.value.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a syntax tree into code.
final class Translator {
    private final Types types;
    private final Set<String> functions;
    private final Scopes scopes = new Scopes();
    private final ShortCuts shortCuts = new ShortCuts(this);
    private final OperatorCode operators = new OperatorCode(this);
    private final LoopCode loops = new LoopCode(this);

    Translator(Types types, Set<String> functions) {
        this.types = types;
        this.functions = functions;
    }

    int slots() {
        return scopes.slots();
    }

    Scopes scopes() {
        return scopes;
    }

    Types types() {
        return types;
    }

    LoopCode loops() {
        return loops;
    }

    Code translate(Node node) {
        return shortCuts.of(node).orElseGet(() -> plain(node));
    }

    private Code plain(Node node) {
        return switch (node) {
            case Node.Nil _ -> new Constant(null);
            case Node.Bool bool -> new Constant(bool.value());
            case Node.Int number -> new Constant(number.value());
            case Node.Real number -> new Constant(number.value());
            case Node.Text text -> new Constant(text.value());
            case Node.Bytes bytes -> new Constant(bytes(bytes.value()));
            case Node.Identifier identifier -> identifier(identifier);
            case Node.Unary unary -> operators.unary(unary);
            case Node.Binary binary -> operators.binary(binary);
            case Node.Comparisons comparisons -> operators.comparisons(comparisons);
            case Node.Conditional conditional -> conditional(conditional);
            case Node.Let let -> let(let);
            case Node.Sequence sequence -> sequence(sequence);
            case Node.Chain chain -> chain(chain);
            case Node.Member member -> member(member);
            case Node.Slice slice -> slice(slice);
            case Node.Call call -> call(call);
            case Node.Builtin builtin -> builtin(builtin);
            case Node.ListLiteral list -> list(list);
            case Node.MapLiteral map -> map(map);
            case Node.Predicate predicate -> translate(predicate.body());
            case Node.Pointer pointer -> pointer(pointer);
        };
    }

    private static Sequence bytes(String characters) {
        byte[] bytes = new byte[characters.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) characters.charAt(i);
        }
        return Sequence.ofBytes(bytes);
    }

    private Code identifier(Node.Identifier node) {
        String name = node.name();
        return scopes.slotOf(name)
                .<Code>map(slot -> run -> run.slots[slot])
                .orElseGet(() -> name.equals("$env")
                        ? run -> Values.of(run.root())
                        : new Guarded(node.position(), run -> variable(run.root(), name)));
    }

    private static @Nullable Object variable(@Nullable Object root, String name) {
        return root instanceof Map<?, ?> map && !(map instanceof dev.supercargo.expr.value.Dictionary)
                ? Values.of(map.get(name))
                : Access.fetch(Values.of(root), name);
    }

    private Code conditional(Node.Conditional node) {
        Code condition = translate(node.condition());
        Code then = translate(node.then());
        Code otherwise = translate(node.otherwise());
        Code decision = new Guarded(node.position(), run -> Access.truth(condition.run(run)));
        return run -> decision.run(run) instanceof Boolean flag && flag ? then.run(run) : otherwise.run(run);
    }

    private Code let(Node.Let node) {
        Code value = translate(node.value());
        int slot = scopes.declare(node.name());
        Code body = translate(node.body());
        scopes.forget();
        return run -> {
            run.slots[slot] = value.run(run);
            return body.run(run);
        };
    }

    private Code sequence(Node.Sequence node) {
        Code[] parts = node.nodes().stream().map(this::translate).toArray(Code[]::new);
        return run -> {
            Object last = null;
            for (Code part : parts) {
                last = part.run(run);
            }
            return last;
        };
    }

    private Code chain(Node.Chain node) {
        Code link = translate(node.link());
        return run -> {
            Object value = link.run(run);
            return value instanceof Code.Absent ? null : value;
        };
    }

    private Code member(Node.Member node) {
        Code base = translate(node.base());
        Code key = translate(node.property());
        boolean ofObject = types.of(node.base()).is(dev.supercargo.expr.value.Type.Kind.OBJECT);
        int position = node.position();
        boolean optional = node.optional();
        return run -> {
            Object from = base.run(run);
            if (from instanceof Code.Absent || (optional && Values.isNil(from))) {
                return Code.Absent.ABSENT;
            }
            Object name = key.run(run);
            try {
                return from == null && ofObject ? absentObject(name) : Access.fetch(from, name);
            } catch (ValueException e) {
                throw Fault.running(position, e);
            }
        };
    }

    private static @Nullable Object absentObject(@Nullable Object field) {
        throw new ValueException("cannot get " + field + " from <nil>");
    }

    private Code slice(Node.Slice node) {
        Code base = translate(node.base());
        Code from = node.from() == null ? new Constant(null) : translate(node.from());
        Code to = node.to() == null ? new Constant(null) : translate(node.to());
        return new Guarded(node.position(), run -> Access.slice(base.run(run), from.run(run), to.run(run)));
    }

    private Code[] all(List<Node> nodes) {
        return nodes.stream().map(this::translate).toArray(Code[]::new);
    }

    static List<@Nullable Object> values(Code[] codes, Run run) {
        @Nullable Object[] values = new @Nullable Object[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = codes[i].run(run);
        }
        return Arrays.asList(values);
    }

    private Code call(Node.Call node) {
        Code[] arguments = all(node.arguments());
        int position = node.position();
        boolean declared = node.callee() instanceof Node.Identifier(var _, String name)
                && functions.contains(name)
                && scopes.slotOf(name).isEmpty();
        String name = node.callee() instanceof Node.Identifier identifier ? identifier.name() : "";
        Code callee = declared ? run -> run.function(name) : translate(node.callee());
        return run -> {
            List<@Nullable Object> in = values(arguments, run);
            Object function = callee.run(run);
            return function instanceof Code.Absent ? function : invoke(position, function, in);
        };
    }

    private static @Nullable Object invoke(int position, @Nullable Object callee, List<@Nullable Object> arguments) {
        if (callee == null) {
            throw Fault.running(position, "invalid operation: cannot call nil");
        }
        if (!(callee instanceof HostFunction function)) {
            throw Fault.running(
                    position, "invalid operation: cannot call non-function of type " + Values.typeName(callee));
        }
        boolean fits = function.forms().stream().anyMatch(form -> form.accepts(arguments.size()));
        if (!fits && !function.forms().isEmpty()) {
            int wanted = function.forms().getLast().parameters().size();
            throw Fault.running(
                    position, "invalid number of arguments: expected " + wanted + ", got " + arguments.size());
        }
        try {
            return Values.of(function.body().call(arguments));
        } catch (Fault e) {
            throw e;
        } catch (RuntimeException e) {
            throw Fault.running(position, e);
        }
    }

    private Code builtin(Node.Builtin node) {
        if (dev.supercargo.expr.syntax.Builtins.takesPredicate(node.name())) {
            return loops.translate(node);
        }
        Code[] arguments = all(node.arguments());
        Library.Body body = Library.find(node.name());
        int position = node.position();
        return run -> {
            List<@Nullable Object> in = values(arguments, run);
            try {
                return body.call(new Inputs(node.name(), in, run));
            } catch (ValueException e) {
                throw Fault.running(position, e);
            }
        };
    }

    private Code list(Node.ListLiteral node) {
        Code[] items = all(node.items());
        if (items.length > 0 && Arrays.stream(items).allMatch(Translator::isFolded)) {
            return new Constant(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(
                    Arrays.stream(items).map(item -> ((Constant) item).value()).toArray()))));
        }
        return new Guarded(node.position(), run -> {
            run.charge(items.length);
            return Collections.unmodifiableList(values(items, run));
        });
    }

    /// A number, a text or a boolean: what lists of constants are made of.
    private static boolean isFolded(Code code) {
        return code instanceof Constant(Object value)
                && (value instanceof Long
                        || value instanceof Double
                        || value instanceof String
                        || value instanceof Boolean);
    }

    private Code map(Node.MapLiteral node) {
        Code[] keys = node.pairs().stream().map(pair -> translate(pair.key())).toArray(Code[]::new);
        Code[] items =
                node.pairs().stream().map(pair -> translate(pair.value())).toArray(Code[]::new);
        return new Guarded(node.position(), run -> {
            run.charge(keys.length);
            var map = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(keys.length);
            for (int i = 0; i < keys.length; i++) {
                String key = Access.text(keys[i].run(run));
                Object value = items[i].run(run);
                if (!map.containsKey(key)) {
                    map.put(key, value);
                }
            }
            return Collections.unmodifiableMap(map);
        });
    }

    private Code pointer(Node.Pointer node) {
        Scopes.Pointers scope = scopes.innermost()
                .orElseThrow(() -> Fault.compiling(node.position(), "unknown pointer #" + node.name()));
        int slot = switch (node.name()) {
            case "" -> scope.element();
            case "index" -> scope.index();
            case "acc" -> scope.accumulator();
            default -> throw Fault.compiling(node.position(), "unknown pointer #" + node.name());
        };
        return run -> run.slots[slot];
    }
}
