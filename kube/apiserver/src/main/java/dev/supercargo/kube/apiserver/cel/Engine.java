package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.EqualsOperator.EqualsOverload;
import dev.cel.runtime.standard.NotEqualsOperator.NotEqualsOverload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CEL with Kubernetes' functions: compiles expressions and runs them. Made on first use, since loading CEL's classes
/// takes about a second; safe to share between threads.
final class Engine {
    private static final int MAX_CODE_POINTS = 100_000;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_REGEX_SIZE = 100_000;
    private static final Pattern PLACE = Pattern.compile("^evaluation error(?: at \\S+)?: ");
    private static final Pattern OUT_OF_RANGE = Pattern.compile("(?:substring|charAt) failure: \\D*(-?\\d+)\\b.*");
    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map\\.");

    private final CelCompiler compiler;
    private final CelRuntime runtime;

    /// What became of an expression.
    sealed interface Compilation {
        /// It can be run.
        record Compiled(CelAbstractSyntaxTree ast, CelRuntime.Program program) implements Compilation {}

        /// It cannot; `problem` is the compiler's text.
        record Refused(String problem) implements Compilation {}
    }

    /// Waits for the class path, not for the caller.
    private static final class Shared {
        static final Engine ENGINE = new Engine(Library.kubernetes());
    }

    private Engine(Library library) {
        CelOptions options = CelOptions.current()
                .maxExpressionCodePointSize(MAX_CODE_POINTS)
                .maxParseRecursionDepth(MAX_DEPTH)
                .maxRegexProgramSize(MAX_REGEX_SIZE)
                .build();
        compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.strings(),
                        CelExtensions.optional(),
                        CelExtensions.sets(options),
                        CelExtensions.comprehensions())
                .addFunctionDeclarations(library.declarations())
                .build();
        runtime = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(options)
                .setStandardEnvironmentEnabled(false)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions((_, overload) -> overload != EqualsOverload.EQUALS
                                && overload != NotEqualsOverload.NOT_EQUALS
                                && overload != AddOverload.ADD_LIST)
                        .build())
                .addLibraries(
                        CelExtensions.strings(),
                        CelExtensions.optional(),
                        CelExtensions.sets(options),
                        CelExtensions.comprehensions())
                .addFunctionBindings(keyedOperators())
                .addFunctionBindings(library.bindings())
                .build();
    }

    static Engine shared() {
        return Shared.ENGINE;
    }

    /// The operators that treat lists of type `set` and `map` in their own way.
    private static List<CelFunctionBinding> keyedOperators() {
        return List.of(
                CelFunctionBinding.from("equals", Object.class, Object.class, Equality::same),
                CelFunctionBinding.from("not_equals", Object.class, Object.class, (a, b) -> !Equality.same(a, b)),
                CelFunctionBinding.from("add_list", List.class, List.class, Engine::plus));
    }

    private static Object plus(List<?> a, List<?> b) {
        if (a instanceof KeyedList keyed) {
            return keyed.plus(b);
        }
        var sum = new java.util.ArrayList<Object>(a);
        sum.addAll(b);
        return sum;
    }

    /// Compiles an expression about `self` and `oldSelf`.
    Compilation compile(String expression, Declared.Objects types, CelType self, boolean optionalOldSelf) {
        return compile(
                expression,
                compiler.toCompilerBuilder()
                        .setTypeProvider(types)
                        .addVar("self", self)
                        .addVar("oldSelf", optionalOldSelf ? OptionalType.create(self) : self)
                        .build());
    }

    /// Compiles an expression about variables of simple types.
    Compilation compile(String expression, Map<String, CelType> variables) {
        CelCompilerBuilder builder = compiler.toCompilerBuilder();
        variables.forEach(builder::addVar);
        return compile(expression, builder.build());
    }

    private Compilation compile(String expression, CelCompiler typed) {
        try {
            CelValidationResult parsed = typed.parse(expression);
            if (parsed.hasError()) {
                return new Compilation.Refused(
                        parsed.getErrorString().replaceAll("(?m)^(ERROR: \\S+: )(?!Syntax error)", "$1Syntax error: "));
            }
            CelValidationResult checked = typed.check(parsed.getAst());
            if (checked.hasError()) {
                return new Compilation.Refused(checked.getErrorString().replaceAll(" \\(candidates: .*\\)", ""));
            }
            CelAbstractSyntaxTree ast = checked.getAst();
            Optional<String> problem = Literals.problem(ast);
            if (problem.isPresent()) {
                return new Compilation.Refused(problem.get());
            }
            return new Compilation.Compiled(ast, runtime.createProgram(ast));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compilation.Refused(String.valueOf(e.getMessage()));
        }
    }

    /// Runs a program.
    ///
    /// @throws RuleFailure with Kubernetes' text where the evaluation fails
    /// @throws Meter.Exhausted where it costs more than the meter allows
    static Object run(CelRuntime.Program program, Map<String, Object> variables, Meter meter) {
        try {
            Object result = program.trace(variables, meter);
            meter.check();
            return result;
        } catch (CelEvaluationException | RuntimeException e) {
            meter.check();
            throw failure(e);
        }
    }

    private static RuleFailure failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RuleFailure failure) {
                return failure;
            }
        }
        String text = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        CelErrorCode code = e instanceof CelEvaluationException evaluation
                ? evaluation.getErrorCode()
                : CelErrorCode.INTERNAL_ERROR;
        return new RuleFailure(
                switch (code) {
                    case DIVIDE_BY_ZERO -> "division by zero";
                    case NUMERIC_OVERFLOW -> "integer overflow";
                    case OVERLOAD_NOT_FOUND -> "no such overload";
                    case ATTRIBUTE_NOT_FOUND -> missing(text);
                    case INDEX_OUT_OF_BOUNDS -> text.replace("Index out", "index out");
                    default -> translated(text);
                });
    }

    /// Texts of the library that have another wording in Kubernetes.
    private static String translated(String text) {
        if (text.startsWith("For input string")) {
            return "type conversion error from 'string' to 'int'";
        }
        Matcher outside = OUT_OF_RANGE.matcher(text);
        return outside.matches() ? "index out of range: " + outside.group(1) : text;
    }

    private static String missing(String text) {
        Matcher key = MISSING_KEY.matcher(text);
        return "no such key: " + (key.matches() ? key.group(1) : text);
    }
}
