package dev.supercargo.expr.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields and methods of a type, by their names in expressions.
public interface Members {
    /// No members.
    Members NONE = of(Map.of(), List.of());

    /// The type of a field.
    Optional<Type> field(String name);

    /// A method.
    Optional<Method> method(String name);

    /// What a value can be asked to do.
    ///
    /// @param results how many results it has in Go; the first is what a call yields, three are a mistake
    record Method(String name, Signature form, int results, Body body) {
        /// Computes the result.
        @FunctionalInterface
        public interface Body {
            /// The result. A `RuntimeException` becomes an error at the call, with its message.
            @Nullable
            Object call(Object receiver, List<@Nullable Object> arguments);
        }

        /// The method, tied to its receiver.
        public HostFunction boundTo(Object receiver) {
            return HostFunction.of(name, form, arguments -> body.call(receiver, arguments));
        }
    }

    /// These members.
    static Members of(Map<String, Type> fields, List<Method> methods) {
        var byName = new java.util.HashMap<String, Method>();
        methods.forEach(method -> byName.put(method.name(), method));
        return new Members() {
            @Override
            public Optional<Type> field(String name) {
                return Optional.ofNullable(fields.get(name));
            }

            @Override
            public Optional<Method> method(String name) {
                return Optional.ofNullable(byName.get(name));
            }
        };
    }

    /// Members whose methods name types that are still being made.
    static Members late(java.util.function.Supplier<List<Method>> methods) {
        return new LateMembers(methods);
    }
}
