package dev.supercargo.controllers.promotion;

import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// The functions about Freight and data that a Promotion's expressions may call (expressions.md C).
@FunctionalInterface
public interface PromotionFunctions {
    /// None at all.
    PromotionFunctions NONE = (promotion, stage, collection) -> List::of;

    /// A supplier that is asked anew for each evaluation; what the functions look up is remembered no
    /// longer.
    ///
    /// @param collection the Freight that the Stage will hold
    Supplier<Collection<HostFunction>> of(Promotion promotion, Stage stage, FreightCollection collection);
}
