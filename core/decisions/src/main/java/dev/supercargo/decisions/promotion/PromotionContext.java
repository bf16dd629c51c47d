package dev.supercargo.decisions.promotion;

import dev.supercargo.model.Annotations;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Promotion;
import java.util.LinkedHashMap;
import java.util.Map;

/// The variable `ctx` of a Promotion's expressions (expressions.md D.1), without what concerns a single
/// step.
public final class PromotionContext {
    private static final String UNKNOWN = "unknown actor";

    private PromotionContext() {}

    /// The variable, as a tree.
    ///
    /// @param uiBaseUrl where people see the user interface
    public static Map<String, Object> of(Promotion promotion, Freight freight, String uiBaseUrl) {
        var target = new LinkedHashMap<String, Object>();
        target.put("name", freight.metadata().name());
        target.put("alias", freight.alias());
        target.put("origin", Map.of("name", freight.origin().name()));
        var meta = new LinkedHashMap<String, Object>();
        meta.put("actor", actor(promotion));
        meta.put(
                "rollback",
                promotion.metadata().annotation(Annotations.ROLLBACK).equals("true"));
        var context = new LinkedHashMap<String, Object>();
        context.put("uiBaseUrl", uiBaseUrl);
        context.put("project", promotion.metadata().namespace());
        context.put("promotion", promotion.metadata().name());
        context.put("stage", promotion.spec().stage());
        context.put("targetFreight", target);
        context.put("meta", Map.of("promotion", meta));
        return context;
    }

    /// Who created the Promotion: what stands behind the first colon, or all of it; empty for nobody
    /// that is known.
    public static String actor(Promotion promotion) {
        String creator = promotion.metadata().annotation(Annotations.CREATE_ACTOR);
        if (creator.equals(UNKNOWN)) {
            return "";
        }
        return creator.substring(creator.indexOf(':') + 1);
    }
}
