package dev.supercargo.expr;

import dev.supercargo.expr.run.Program;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers compiled expressions. What a program depends on, and so the key, is the source, the forms of the declared
/// functions, and whether types are checked; functions' bodies come with each run.
final class ProgramCache {
    private static final int MAX_PROGRAMS = 2_000;
    private static final int MAX_LENGTH = 2_000;

    private record Key(String source, Map<String, List<Signature>> functions, boolean checked) {}

    private final ConcurrentHashMap<Key, Program> programs = new ConcurrentHashMap<>();

    Program get(String source, Environment environment) {
        Map<String, List<Signature>> functions = environment.declarations();
        if (source.length() > MAX_LENGTH) {
            return Program.of(source, functions, environment.isChecked());
        }
        var key = new Key(source, functions, environment.isChecked());
        Program known = programs.get(key);
        if (known != null) {
            return known;
        }
        Program fresh = Program.of(source, functions, environment.isChecked());
        if (programs.size() >= MAX_PROGRAMS) {
            programs.clear();
        }
        programs.put(key, fresh);
        return fresh;
    }

    /// The forms of functions by name.
    static Map<String, List<Signature>> declarations(Map<String, HostFunction> functions) {
        var forms = LinkedHashMap.<String, List<Signature>>newLinkedHashMap(functions.size());
        functions.forEach((name, function) -> forms.put(name, function.forms()));
        return forms;
    }
}
