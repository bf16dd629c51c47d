package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who owns fields: a name and how it writes. Those that apply are the same manager in all versions.
///
/// @param apiVersion part of the identity of managers that update; empty for those that apply
record Manager(String name, boolean applies, String apiVersion, String subresource) {
    static Manager applying(Writer writer) {
        return new Manager(writer.manager(), true, "", writer.subresource());
    }

    static Manager updating(Writer writer) {
        return new Manager(writer.manager(), false, writer.apiVersion(), writer.subresource());
    }

    /// The manager as conflicts show it.
    String shown() {
        String shown = FieldError.quote(name);
        if (!subresource.isEmpty()) {
            shown += " with subresource " + FieldError.quote(subresource);
        }
        return applies ? shown : shown + " using " + apiVersion;
    }

    /// What a manager owns.
    ///
    /// @param apiVersion in which the fields were written
    /// @param time of the last write that changed something; empty where none did
    record Owned(String apiVersion, String time, FieldSet fields) {
        Owned with(FieldSet other) {
            return new Owned(apiVersion, time, other);
        }
    }

    /// The entry of `metadata.managedFields`.
    Map<String, Object> entry(Owned owned) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("manager", name);
        entry.put("operation", applies ? "Apply" : "Update");
        entry.put("apiVersion", owned.apiVersion());
        if (!owned.time().isEmpty()) {
            entry.put("time", owned.time());
        }
        entry.put("fieldsType", "FieldsV1");
        entry.put("fieldsV1", owned.fields().tree());
        if (!subresource.isEmpty()) {
            entry.put("subresource", subresource);
        }
        return entry;
    }

    /// The manager of an entry; empty where the entry is malformed.
    static Optional<Manager> of(@Nullable Object entry) {
        String operation = Json.text(entry, "operation").orElse("");
        boolean applies = operation.equals("Apply");
        if (!applies && !operation.equals("Update")) {
            return Optional.empty();
        }
        String apiVersion = Json.text(entry, "apiVersion").orElse("");
        return Optional.of(new Manager(
                Json.text(entry, "manager").orElse(""),
                applies,
                applies ? "" : apiVersion,
                Json.text(entry, "subresource").orElse("")));
    }

    /// What an entry says that its manager owns; empty where the entry is malformed.
    static Optional<Owned> ownedOf(@Nullable Object entry) {
        if (!"FieldsV1".equals(Json.text(entry, "fieldsType").orElse(""))) {
            return Optional.empty();
        }
        return FieldSet.of(Json.object(entry, "fieldsV1"))
                .map(fields -> new Owned(
                        Json.text(entry, "apiVersion").orElse(""),
                        Json.text(entry, "time").orElse(""),
                        fields));
    }
}
