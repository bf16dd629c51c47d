package dev.supercargo.golden;

import java.util.Map;

/// Places of expressions that belong to other modules.
final class ExpressionPlaces {
    private ExpressionPlaces() {}

    static Verdict run(
            String place,
            Map<String, Object> given,
            Map<String, Object> expect,
            String source,
            String template,
            ExpressionWorld world) {
        return Verdict.unsupported(place);
    }
}
