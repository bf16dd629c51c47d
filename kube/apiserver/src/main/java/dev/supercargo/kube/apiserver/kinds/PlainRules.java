package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Kinds that are only kept: nobody acts on them.
sealed interface PlainRules extends Rules {
    /// Quotas are not enforced.
    record Quota() implements PlainRules {
        @Override
        public boolean deletionAnswersObject() {
            return true;
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            object.put("status", new LinkedHashMap<String, Object>());
        }

        @Override
        public void complete(Map<String, Object> object) {
            object.putIfAbsent("spec", new LinkedHashMap<String, Object>());
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.text(
                            "Request",
                            "Request represents a minimum amount of cpu/memory that a container may" + " consume.",
                            (quota, _) -> hard(quota, false)),
                    Column.text(
                            "Limit",
                            "Limits control the maximum amount of cpu/memory that a container may use"
                                    + " independent of contention on the node.",
                            (quota, _) -> hard(quota, true)),
                    Columns.AGE);
        }

        private static String hard(Map<String, Object> quota, boolean limits) {
            return Json.object(quota, "status", "hard").entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("limits.") == limits)
                    .map(entry -> entry.getKey() + ": "
                            + Json.at(quota, "status", "used", entry.getKey()).orElse(0) + "/" + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    /// Limits are not enforced.
    record Limits() implements PlainRules {
        @Override
        public boolean createsOnUpdate() {
            return true;
        }
    }

    /// What policies and their bindings have in common.
    sealed interface PolicyRules extends PlainRules {
        @Override
        default Metadata.Care care() {
            return Metadata.Care.WHOLE;
        }

        @Override
        default MissingVersion missingVersion() {
            return MissingVersion.REFUSED;
        }

        @Override
        default Generation generation() {
            return Generation.WITH_SPEC;
        }

        /// Fills in what a part that says which requests are meant leaves out.
        static void completeMatching(Map<String, Object> object, String part) {
            if (!(Json.at(object, "spec", part).orElse(null) instanceof Map<?, ?> given)) {
                return;
            }
            Map<String, Object> constraints = Json.asObject(given);
            constraints.putIfAbsent("matchPolicy", "Equivalent");
            constraints.putIfAbsent("namespaceSelector", new LinkedHashMap<String, Object>());
            constraints.putIfAbsent("objectSelector", new LinkedHashMap<String, Object>());
            for (String rules : List.of("resourceRules", "excludeResourceRules")) {
                Json.list(constraints, rules)
                        .forEach(rule -> Json.asObject(rule).putIfAbsent("scope", "*"));
            }
        }
    }

    /// Policies in CEL.
    record Policy() implements PolicyRules {
        @Override
        public void complete(Map<String, Object> object) {
            if (object.get("spec") instanceof Map<?, ?> spec) {
                Json.asObject(spec).putIfAbsent("failurePolicy", "Fail");
            }
            PolicyRules.completeMatching(object, "matchConstraints");
        }

        @Override
        public void prepareCreate(Map<String, Object> object) {
            object.put("status", new LinkedHashMap<String, Object>());
        }

        @Override
        public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
            return PolicyChecks.policy(object);
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Column.number(
                            "Validations",
                            "Validations indicates the number of validation rules defined in this configuration",
                            (policy, _) -> (long)
                                    Json.list(policy, "spec", "validations").size()),
                    Column.text(
                            "ParamKind",
                            "ParamKind specifies the kind of resources used to parameterize" + " this policy",
                            (policy, _) -> parameters(policy)),
                    Columns.AGE);
        }

        private static String parameters(Map<String, Object> policy) {
            return Json.at(policy, "spec", "paramKind").isEmpty()
                    ? "<unset>"
                    : Json.text(policy, "spec", "paramKind", "apiVersion").orElse("") + "/"
                            + Json.text(policy, "spec", "paramKind", "kind").orElse("");
        }
    }

    /// Where policies hold.
    record PolicyBinding() implements PolicyRules {
        @Override
        public void complete(Map<String, Object> object) {
            PolicyRules.completeMatching(object, "matchResources");
        }

        @Override
        public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
            return PolicyChecks.binding(object);
        }

        @Override
        public List<Column> columns() {
            return List.of(
                    Column.NAME,
                    Columns.at(
                            "PolicyName",
                            "PolicyName indicates the policy definition which the policy binding binded to",
                            "spec",
                            "policyName"),
                    Column.text(
                            "ParamRef",
                            "ParamRef indicates the param resource which sets the configration param",
                            (binding, _) -> parameters(binding)),
                    Columns.AGE);
        }

        private static String parameters(Map<String, Object> binding) {
            if (Json.at(binding, "spec", "paramRef").isEmpty()) {
                return "<unset>";
            }
            String namespace =
                    Json.text(binding, "spec", "paramRef", "namespace").orElse("");
            String name = Json.text(binding, "spec", "paramRef", "name").orElse("*");
            return namespace.isEmpty() ? name : namespace + "/" + name;
        }
    }

    /// Reviews are answered and not kept at all.
    record Review() implements PlainRules {}
}
