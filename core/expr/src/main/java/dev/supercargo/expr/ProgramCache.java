package dev.supercargo.expr;

import dev.supercargo.expr.run.Program;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers compiled expressions. What a program depends on, and so the key, is the source, the forms of the declared
/// functions, and whether types are checked; functions' bodies come with each run.
final class ProgramCache {
    private static final int MAX_PROGRAMS = 2_000;
    private static final int MAX_LENGTH = 2_000;

    private record Key(String source, Declarations declarations, boolean checked) {}

    private final ConcurrentHashMap<Key, Program> programs = new ConcurrentHashMap<>();

    Program get(String source, Environment environment) {
        var key = new Key(source, environment.declarations(), environment.isChecked());
        Program known = programs.get(key);
        if (known != null) {
            return known;
        }
        Program fresh = Program.of(source, key.declarations().forms(), key.checked(), environment.room());
        if (source.length() <= MAX_LENGTH) {
            if (programs.size() >= MAX_PROGRAMS) {
                programs.clear();
            }
            programs.put(key, fresh);
        }
        return fresh;
    }
}
