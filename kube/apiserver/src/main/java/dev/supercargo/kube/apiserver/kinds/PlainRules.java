package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// Policies in CEL are not evaluated.
    record Policy() implements PlainRules {
        @Override
        public MissingVersion missingVersion() {
            return MissingVersion.REFUSED;
        }

        @Override
        public Generation generation() {
            return Generation.WITH_SPEC;
        }
    }

    /// Reviews are answered and not kept at all.
    record Review() implements PlainRules {}
}
