package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Leases, by which components agree on a leader.
final class LeaseRules implements Rules {
    @Override
    public Metadata.Care care() {
        return Metadata.Care.CHANGES;
    }

    @Override
    public MissingVersion missingVersion() {
        return MissingVersion.REFUSED;
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public void complete(Map<String, Object> object) {
        object.putIfAbsent("spec", new LinkedHashMap<String, Object>());
        Json.object(object, "spec").keySet().removeAll(Set.of("strategy", "preferredHolder")); // not released yet
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        var errors = new ArrayList<FieldError>();
        if (Json.at(object, "spec", "leaseDurationSeconds").orElse(1L) instanceof Long seconds && seconds <= 0) {
            errors.add(FieldError.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"));
        }
        if (Json.at(object, "spec", "leaseTransitions").orElse(0L) instanceof Long count && count < 0) {
            errors.add(FieldError.invalid("spec.leaseTransitions", count, "must be greater than or equal to 0"));
        }
        return errors;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.NAME,
                Columns.at("Holder", "The identity of the holder of a current lease.", "spec", "holderIdentity"),
                Columns.AGE);
    }
}
