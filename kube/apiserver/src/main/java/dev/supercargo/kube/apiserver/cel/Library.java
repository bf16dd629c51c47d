package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions that are added to CEL: what the checker knows of them, and what they do.
final class Library {
    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();
    private final Map<CelType, Class<?>> classes = new LinkedHashMap<>(Map.of(
            SimpleType.STRING,
            String.class,
            SimpleType.INT,
            Long.class,
            SimpleType.DOUBLE,
            Double.class,
            SimpleType.BOOL,
            Boolean.class,
            SimpleType.BYTES,
            CelByteString.class,
            SimpleType.TIMESTAMP,
            Instant.class,
            SimpleType.DURATION,
            Duration.class));

    /// Kubernetes' own functions (kubernetes-api.md 9.5, libraries).
    static Library kubernetes() {
        var library = new Library();
        ListFunctions.addTo(library);
        TextFunctions.addTo(library);
        UrlFunctions.addTo(library);
        QuantityFunctions.addTo(library);
        NetworkFunctions.addTo(library);
        FormatFunctions.addTo(library);
        SemverFunctions.addTo(library);
        return library;
    }

    /// Says which Java class the values of a type of our own have.
    void type(CelType type, Class<?> javaClass) {
        classes.put(type, javaClass);
    }

    /// A function that is called on its first argument: `a.name(b)`.
    void method(String name, CelType result, List<CelType> arguments, CelFunctionOverload body) {
        String id = id(name, "method", arguments);
        overloads
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(CelOverloadDecl.newMemberOverload(id, result, arguments));
        bind(id, arguments, body);
    }

    /// A function that is called by its name: `name(a, b)`.
    void function(String name, CelType result, List<CelType> arguments, CelFunctionOverload body) {
        String id = id(name, "function", arguments);
        overloads
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(CelOverloadDecl.newGlobalOverload(id, result, arguments));
        bind(id, arguments, body);
    }

    List<CelFunctionDecl> declarations() {
        return overloads.entrySet().stream()
                .map(entry -> CelFunctionDecl.newFunctionDeclaration(entry.getKey(), entry.getValue()))
                .toList();
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    private void bind(String id, List<CelType> arguments, CelFunctionOverload body) {
        bindings.add(CelFunctionBinding.from(
                id, arguments.stream().<Class<?>>map(this::javaClass).toList(), body));
    }

    private Class<?> javaClass(CelType type) {
        return type instanceof ListType ? List.class : classes.getOrDefault(type, Object.class);
    }

    private static String id(String name, String form, List<CelType> arguments) {
        var id = new StringBuilder("kubernetes_" + form + "_" + name);
        arguments.forEach(type -> id.append('_')
                .append(type.name().toLowerCase(java.util.Locale.ROOT).replace('.', '_')));
        return id.toString();
    }
}
