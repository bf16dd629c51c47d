package dev.supercargo.decisions.admission;

import dev.supercargo.model.PromotionStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/// The aliases of a list of steps: unique, and none of the generated ones (resources.md 8.2).
final class StepAliases {
    private static final Pattern RESERVED = Pattern.compile("(step|task)-[0-9]+");

    private StepAliases() {}

    static List<FieldProblem> problems(String path, List<PromotionStep> steps) {
        var problems = new ArrayList<FieldProblem>();
        var holders = new HashMap<String, Integer>();
        for (int i = 0; i < steps.size(); i++) {
            String alias = steps.get(i).as().strip();
            if (alias.isEmpty()) {
                continue;
            }
            String field = path + "[" + i + "].as";
            Integer holder = holders.putIfAbsent(alias, i);
            if (holder != null) {
                problems.add(FieldProblem.invalid(
                        field, alias, "step alias duplicates that of " + path + "[" + holder + "]"));
            }
            if (RESERVED.matcher(alias).matches()) {
                problems.add(FieldProblem.invalid(field, alias, "step alias is reserved"));
            }
        }
        return problems;
    }
}
