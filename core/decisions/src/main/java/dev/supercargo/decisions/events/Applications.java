package dev.supercargo.decisions.events;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Templates;
import dev.supercargo.meta.Json;
import dev.supercargo.model.ExpressionVariable;
import dev.supercargo.model.HtmlSafe;
import dev.supercargo.model.Promotion;
import dev.supercargo.model.PromotionStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The Argo CD Applications that a Promotion's steps name, as far as the names can be told beforehand.
final class Applications {
    private static final String DEFAULT_NAMESPACE = "argocd";

    private Applications() {}

    private record Application(String namespace, String name) implements Comparable<Application> {
        @Override
        public int compareTo(Application other) {
            int byNamespace = namespace.compareTo(other.namespace);
            return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
        }
    }

    /// A JSON list, sorted and without repetitions; empty text where there are none.
    static String named(Promotion promotion) {
        var found = new TreeSet<Application>();
        for (PromotionStep step : promotion.spec().steps()) {
            if (step.uses().equals("argocd-update")) {
                Environment environment = environment(promotion, step);
                Json.list(step.config(), "apps")
                        .forEach(app -> application(app, environment).ifPresent(found::add));
            }
        }
        if (found.isEmpty()) {
            return "";
        }
        var list = new ArrayList<Object>();
        for (Application application : found) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("Namespace", application.namespace());
            tree.put("Name", application.name());
            list.add(tree);
        }
        return HtmlSafe.escape(Json.print(list));
    }

    private static Optional<Application> application(Object app, Environment environment) {
        Optional<String> name = Json.text(app, "name").flatMap(text -> rendered(text, environment));
        Optional<String> namespace = Json.text(app, "namespace")
                .filter(text -> !text.isEmpty())
                .map(text -> rendered(text, environment))
                .orElse(Optional.of(DEFAULT_NAMESPACE));
        return name.filter(text -> !text.isEmpty())
                .flatMap(text -> namespace.map(place -> new Application(place, text)));
    }

    /// The text of a template, or empty where it cannot be told yet.
    private static Optional<String> rendered(String template, Environment environment) {
        try {
            Object value = Templates.render(template, environment);
            return value instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (ExpressionException _) {
            return Optional.empty();
        }
    }

    private static Environment environment(Promotion promotion, PromotionStep step) {
        var context = new LinkedHashMap<String, @Nullable Object>();
        context.put("project", promotion.metadata().namespace());
        context.put("promotion", promotion.metadata().name());
        context.put("stage", promotion.spec().stage());
        Environment environment = Environment.of(Map.of("ctx", context));
        var vars = new LinkedHashMap<String, @Nullable Object>();
        for (List<ExpressionVariable> level : List.of(promotion.spec().vars(), step.vars())) {
            for (ExpressionVariable variable : level) {
                Environment seen = environment.with("vars", new LinkedHashMap<>(vars));
                rendered(variable.value(), seen).ifPresent(value -> vars.put(variable.name(), value));
            }
        }
        return environment.with("vars", vars);
    }
}
