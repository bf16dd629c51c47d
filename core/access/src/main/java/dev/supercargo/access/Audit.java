package dev.supercargo.access;

import java.util.ArrayList;
import java.util.List;

/// Which questions to ask to know whether a component may do what it must.
public final class Audit {
    private Audit() {}

    /// May this component do this, there? One access review answers it.
    ///
    /// @param namespace where, empty for everywhere
    public record Question(Grant grant, Grant.Permission permission, String namespace) {
        /// What to tell people where the answer is no: who lacks what, why it is needed.
        public String sentence() {
            String where = namespace.isEmpty() ? "cluster-wide" : "in namespace " + namespace;
            return grant.component().account() + " lacks " + permission + " (" + where + "): "
                    + grant.reason().because();
        }
    }

    /// The questions about a component: one per verb, resource, name and place.
    ///
    /// @param home the namespace of the components
    /// @param projects names of the Projects, each of which is a place for what holds in each Project
    public static List<Question> questions(Component component, String home, List<String> projects) {
        var questions = new ArrayList<Question>();
        for (Grant grant : Grants.of(component)) {
            List<String> places = switch (grant.scope()) {
                case Scope.Everywhere _ -> List.of("");
                case Scope.In in -> List.of(in.place(home));
                case Scope.EachProject _ -> projects;
            };
            for (String place : places) {
                grant.permissions().forEach(permission -> questions.add(new Question(grant, permission, place)));
            }
        }
        return questions;
    }
}
