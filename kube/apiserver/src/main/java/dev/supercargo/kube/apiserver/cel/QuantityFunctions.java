package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.schema.Quantity;
import java.math.BigDecimal;
import java.util.List;

/// `quantity`, `isQuantity` and arithmetic of quantities.
final class QuantityFunctions {
    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

    private QuantityFunctions() {}

    static void addTo(Library library) {
        library.type(QUANTITY, Quantity.class);
        library.function("quantity", QUANTITY, List.of(SimpleType.STRING), args -> parse((String) args[0]));
        library.function(
                "isQuantity",
                SimpleType.BOOL,
                List.of(SimpleType.STRING),
                args -> Quantity.isQuantity((String) args[0]));
        List<CelType> one = List.of(QUANTITY);
        List<CelType> two = List.of(QUANTITY, QUANTITY);
        library.method(
                "sign", SimpleType.INT, one, args -> (long) of(args[0]).amount().signum());
        library.method("isInteger", SimpleType.BOOL, one, args -> of(args[0]).isWhole());
        library.method("asInteger", SimpleType.INT, one, args -> asInteger(of(args[0])));
        library.method(
                "asApproximateFloat",
                SimpleType.DOUBLE,
                one,
                args -> of(args[0]).amount().doubleValue());
        library.method("isLessThan", SimpleType.BOOL, two, args -> of(args[0]).compareTo(of(args[1])) < 0);
        library.method(
                "isGreaterThan", SimpleType.BOOL, two, args -> of(args[0]).compareTo(of(args[1])) > 0);
        library.method(
                "compareTo", SimpleType.INT, two, args -> (long) of(args[0]).compareTo(of(args[1])));
        library.method("add", QUANTITY, two, args -> of(args[0]).plus(of(args[1])));
        library.method("sub", QUANTITY, two, args -> of(args[0]).minus(of(args[1])));
        List<CelType> withInt = List.of(QUANTITY, SimpleType.INT);
        library.method("add", QUANTITY, withInt, args -> of(args[0]).plus(whole((Long) args[1])));
        library.method("sub", QUANTITY, withInt, args -> of(args[0]).minus(whole((Long) args[1])));
    }

    private static Quantity of(Object value) {
        return (Quantity) value;
    }

    private static Quantity whole(long number) {
        return new Quantity(BigDecimal.valueOf(number), Quantity.Notation.DECIMAL);
    }

    private static Quantity parse(String text) {
        try {
            return Quantity.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RuleFailure(String.valueOf(e.getMessage()));
        }
    }

    private static long asInteger(Quantity quantity) {
        if (!quantity.isWhole()) {
            throw new RuleFailure("cannot convert value to integer");
        }
        return quantity.amount().longValueExact();
    }
}
