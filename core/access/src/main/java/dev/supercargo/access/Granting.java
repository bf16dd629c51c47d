package dev.supercargo.access;

import java.util.List;
import java.util.Optional;

/// Writes grants of one component as sentences: `to.may("create").on(group,
/// "promotions").because("auto-promotion")`.
final class Granting {
    private final Component component;

    Granting(Component component) {
        this.component = component;
    }

    Sentence may(String... verbs) {
        return new Sentence(component, List.of(verbs), Scope.EVERYWHERE, "", List.of(), List.of());
    }

    record Sentence(
            Component component,
            List<String> verbs,
            Scope scope,
            String group,
            List<String> resources,
            List<String> names) {
        Sentence on(String group, String... resources) {
            return new Sentence(component, verbs, scope, group, List.of(resources), names);
        }

        Sentence in(Scope where) {
            return new Sentence(component, verbs, where, group, resources, names);
        }

        Sentence named(String... only) {
            return new Sentence(component, verbs, scope, group, resources, List.of(only));
        }

        Grant because(String reason) {
            return because(reason, "");
        }

        Grant because(String reason, String untested) {
            return grant(new Grant.Reason(reason, untested, Optional.empty()));
        }

        Grant because(String reason, Grant.Feature feature) {
            return grant(new Grant.Reason(reason, "", Optional.of(feature)));
        }

        private Grant grant(Grant.Reason reason) {
            return new Grant(component, scope, group, resources, verbs, names, reason);
        }
    }
}
