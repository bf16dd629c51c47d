package dev.supercargo.kube.apiserver.apply;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.apply.Manager.Owned;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps `metadata.managedFields` and carries out server-side apply, for one kind and endpoint. Immutable.
///
/// Objects are taken as they are decoded (pruned, defaulted) and before admission changes them: what
/// admission adds belongs to nobody.
public final class FieldOwnership {
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";
    private static final String KUBECTL = "kubectl";

    private final SchemaNode root;
    private final boolean builtin;
    private final Tracking tracking;

    /// @param schema of the kind; [StructuralSchema#any] where there is none
    /// @param builtin whether the kind is built in: then parts that the schema defaults to `{}` always exist
    /// @param tracking what can be owned through the endpoint
    public FieldOwnership(StructuralSchema schema, boolean builtin, Tracking tracking) {
        this.root = SchemaNode.root(schema);
        this.builtin = builtin;
        this.tracking = tracking;
    }

    /// A new object, with all its fields owned by its creator.
    public Map<String, Object> created(Map<String, Object> object, Writer writer) {
        var managers = new Managers();
        Difference difference = difference(new LinkedHashMap<>(), object);
        return recorded(object, update(managers, difference, writer));
    }

    /// An object that is to replace the stored one, with the fields that differ owned by whoever writes.
    /// `managedFields` that the client sends are taken as they are; `[{}]` forgets them.
    public Map<String, Object> updated(Map<String, Object> stored, Map<String, Object> wanted, Writer writer) {
        List<Object> known = Json.list(stored, "metadata", "managedFields");
        Managers managers = base(known, Json.list(wanted, "metadata", "managedFields"), writer);
        if (managers.isEmpty()) {
            return recorded(wanted, managers); // never tracked, or reset
        }
        managers.fit(root);
        update(managers, difference(stored, wanted), writer);
        Map<String, Object> result = recorded(wanted, managers);
        boolean onlyTimes = Managers.sameOwners(known, managers.tree()) && Places.sameContent(stored, wanted);
        if (onlyTimes) {
            Json.put(result, Json.copyOf(known), "metadata", "managedFields");
        }
        return result;
    }

    private Managers base(List<Object> stored, List<Object> sent, Writer writer) {
        boolean reset = sent.size() == 1 && sent.getFirst() instanceof Map<?, ?> entry && entry.isEmpty();
        if (reset && writer.subresource().isEmpty()) {
            return new Managers();
        }
        return Optional.of(sent)
                .filter(_ -> writer.subresource().isEmpty())
                .flatMap(Managers::of)
                .filter(managers -> !managers.isEmpty())
                .or(() -> Managers.of(stored))
                .orElseGet(Managers::new);
    }

    /// What differs goes to the writer and is taken from all others; what is gone is taken from everybody.
    private Managers update(Managers managers, Difference difference, Writer writer) {
        FieldSet written = difference.written();
        FieldSet gone = written.union(difference.removed());
        managers.all().forEach(manager -> managers.take(manager, gone));
        if (!written.isEmpty()) {
            Manager self = Manager.updating(writer);
            managers.put(
                    self,
                    new Owned(
                            writer.apiVersion(),
                            time(writer),
                            managers.fieldsOf(self).union(written)));
        }
        managers.tidy();
        return managers;
    }

    /// The result of applying a configuration.
    ///
    /// @param stored the object as it is; empty where the apply creates it
    /// @throws ApiError 400 when the configuration does not fit the schema, 409 when others own what it
    ///     would change
    public Map<String, Object> applied(
            Optional<Map<String, Object>> stored, Map<String, Object> config, Writer writer, boolean force) {
        Fit.check(root, config);
        Map<String, Object> live = stored.orElseGet(LinkedHashMap::new);
        Attempt attempt = attempt(live, stored.isPresent(), config, writer);
        Conflicts conflicts = attempt.conflicts();
        if (!force && writer.manager().equals(KUBECTL)) {
            conflicts = conflicts.without(LastApplied.unchangedFields(root, live));
        }
        if (!force && !conflicts.isNone()) {
            throw conflicts.error();
        }
        Map<String, Object> result = settle(attempt, writer);
        if (writer.manager().equals(KUBECTL)) {
            LastApplied.refresh(live, config, result);
        }
        return result;
    }

    /// An apply before it is known whether it may be.
    ///
    /// @param wishesChange whether the configuration differs from the object, be it in parts that the
    ///     endpoint ignores
    private record Attempt(
            Map<String, Object> result,
            Managers managers,
            Manager self,
            Difference difference,
            boolean wishesChange,
            Conflicts conflicts) {}

    private Attempt attempt(Map<String, Object> live, boolean exists, Map<String, Object> config, Writer writer) {
        Managers managers =
                Managers.of(Json.list(live, "metadata", "managedFields")).orElseGet(Managers::new);
        if (managers.isEmpty() && exists) {
            var before = new Writer(BEFORE_FIRST_APPLY, writer.apiVersion(), "", writer.now());
            update(managers, difference(new LinkedHashMap<>(), live), before);
        }
        managers.fit(root);
        Manager self = Manager.applying(writer);
        FieldSet last = managers.fieldsOf(self);
        FieldSet claimed = tracking.of(Places.claimed(root, config));
        managers.put(self, new Owned(writer.apiVersion(), managers.timeOf(self), claimed));
        Map<String, Object> merged = Merge.of(root, Places.withoutManagers(live), scoped(config));
        Map<String, Object> result = Prune.of(root, merged, last, managers.everything());
        Difference difference =
                Difference.between(root, Places.withoutManagers(live), result).tracked(tracking);
        boolean wishesChange = !difference.isNone()
                || !Difference.between(root, live, Merge.of(root, live, config))
                        .tracked(Tracking.EVERYTHING)
                        .isNone();
        var conflicts = new LinkedHashMap<Manager, FieldSet>();
        for (Manager other : managers.all()) {
            FieldSet common = managers.fieldsOf(other).intersection(difference.written());
            if (!other.equals(self) && !common.isEmpty()) {
                conflicts.put(other, common);
            }
        }
        return new Attempt(result, managers, self, difference, wishesChange, new Conflicts(conflicts));
    }

    private Map<String, Object> settle(Attempt attempt, Writer writer) {
        Managers managers = attempt.managers();
        attempt.conflicts().fields().forEach(managers::take);
        managers.all()
                .forEach(manager -> managers.take(manager, attempt.difference().removed()));
        if (attempt.wishesChange()) {
            FieldSet fields = managers.fieldsOf(attempt.self());
            managers.put(attempt.self(), new Owned(writer.apiVersion(), time(writer), fields));
        }
        managers.tidy();
        return recorded(attempt.result(), managers);
    }

    /// The part of a configuration that the endpoint takes, and what identifies the object.
    private Map<String, Object> scoped(Map<String, Object> config) {
        var scoped = new LinkedHashMap<String, Object>();
        config.forEach((name, value) -> {
            boolean taken = switch (tracking) {
                case EVERYTHING -> true;
                case ALL_BUT_STATUS -> !name.equals("status");
                case STATUS -> name.equals("status") || name.equals("apiVersion") || name.equals("kind");
                case STATUS_AND_METADATA -> !name.equals("spec");
            };
            if (taken) {
                Json.putNullable(scoped, name, value);
            }
        });
        return scoped;
    }

    private Difference difference(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> old = Places.viewWithoutManagers(before);
        Map<String, Object> now = Places.viewWithoutManagers(after);
        if (builtin) {
            old = Json.asObject(root.withStructures(old));
            now = Json.asObject(root.withStructures(now));
        }
        return Difference.between(root, old, now).tracked(tracking);
    }

    private static String time(Writer writer) {
        return writer.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, Object> recorded(Map<String, Object> object, Managers managers) {
        Map<String, Object> copy = Places.withoutManagers(object);
        List<Object> entries = managers.tree();
        if (!entries.isEmpty()) {
            Json.put(copy, entries, "metadata", "managedFields");
        }
        return copy;
    }
}
