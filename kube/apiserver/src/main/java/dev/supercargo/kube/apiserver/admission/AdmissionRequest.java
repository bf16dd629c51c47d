package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.access.Authorizer;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.meta.ResourceType;
import java.util.Map;
import java.util.Optional;

/// What somebody is about to do to an object (kubernetes-api.md 8.1): `who` asks for `change` on `target`.
/// `options` is the tree of CreateOptions, UpdateOptions or DeleteOptions; `access` answers what `who` may do besides.
public record AdmissionRequest(
        String uid,
        Target target,
        Change change,
        Identity who,
        boolean dryRun,
        Map<String, Object> options,
        Authorizer access) {
    /// The object meant. `subresource` may be empty; so may `name`, as long as it is still to be generated, and
    /// `namespace`, for cluster-scoped kinds (a Namespace has its own name there).
    public record Target(ResourceType type, String subresource, String namespace, String name) {}

    /// What happens to it. The trees are only to be read.
    public sealed interface Change {
        /// `CREATE`, `UPDATE` or `DELETE`.
        String operation();

        /// The object as it would be stored, empty for a deletion.
        Optional<Map<String, Object>> object();

        /// The object as it is stored, empty for a creation.
        Optional<Map<String, Object>> oldObject();

        record Create(Map<String, Object> wanted) implements Change {
            @Override
            public String operation() {
                return "CREATE";
            }

            @Override
            public Optional<Map<String, Object>> object() {
                return Optional.of(wanted);
            }

            @Override
            public Optional<Map<String, Object>> oldObject() {
                return Optional.empty();
            }
        }

        record Update(Map<String, Object> wanted, Map<String, Object> stored) implements Change {
            @Override
            public String operation() {
                return "UPDATE";
            }

            @Override
            public Optional<Map<String, Object>> object() {
                return Optional.of(wanted);
            }

            @Override
            public Optional<Map<String, Object>> oldObject() {
                return Optional.of(stored);
            }
        }

        record Delete(Map<String, Object> stored) implements Change {
            @Override
            public String operation() {
                return "DELETE";
            }

            @Override
            public Optional<Map<String, Object>> object() {
                return Optional.empty();
            }

            @Override
            public Optional<Map<String, Object>> oldObject() {
                return Optional.of(stored);
            }
        }
    }
}
