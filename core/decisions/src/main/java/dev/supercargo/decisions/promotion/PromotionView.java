package dev.supercargo.decisions.promotion;

import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.Stage;
import java.util.Optional;

/// What a Promotion's turn looks at.
///
/// @param promotion as it is stored now; empty where it does not exist (or belongs to another shard)
/// @param freight the Freight that it names
/// @param stage the Stage that it names
/// @param controller the controller's name, such as `promotion-controller`
public record PromotionView(
        Optional<Promotion> promotion, Optional<Freight> freight, Optional<Stage> stage, String controller) {}
