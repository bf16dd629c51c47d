package dev.supercargo.controllers.problems;

import dev.supercargo.decisions.inspection.PermissionsCondition;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemSubject;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.ConfigStatus;
import dev.supercargo.model.Wire;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the condition `Permissions` of objects. Owned by one thread.
final class PermissionsWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PermissionsWriter.class);

    private final Kube kube;
    private final InstantSource clock;
    /// Objects that could not be written at the last try.
    private final Set<String> unwritten = new HashSet<>();

    PermissionsWriter(Kube kube, InstantSource clock) {
        this.kube = kube;
        this.clock = clock;
    }

    /// Writes one condition where it should say something else; from what is stored, so that other conditions
    /// stay.
    ///
    /// @param known the conditions as the cache shows them
    /// @param about whom the problems may concern that this object tells of
    /// @return whether the object says what it should
    boolean write(
            ResourceType type,
            ObjectKey key,
            List<Condition> known,
            List<ProblemSubject> about,
            List<Problem> problems) {
        if (PermissionsCondition.in(known, 0, about, problems, clock.instant()).equals(known)) {
            return true;
        }
        try {
            Optional<KubeObject> stored = kube.get(type, key).filter(object -> !object.isTerminating());
            stored.ifPresent(object -> write(type, object, about, problems));
            unwritten.remove(type + "/" + key);
            return true;
        } catch (WorldException e) {
            // The component's own audit hears of a refusal, too, and tells it.
            if (unwritten.add(type + "/" + key)) {
                LOG.warn(
                        "cannot write condition {} of {} {}: {}",
                        PermissionsCondition.TYPE,
                        type.kind(),
                        key,
                        e.failure().what());
            }
            return false;
        }
    }

    private void write(ResourceType type, KubeObject stored, List<ProblemSubject> about, List<Problem> problems) {
        // All kinds that bear conditions bear them in the same place.
        List<Condition> conditions = Wire.read(
                        ConfigStatus.class, Map.of("conditions", Json.list(stored.view(), "status", "conditions")))
                .conditions();
        List<Condition> wanted =
                PermissionsCondition.in(conditions, stored.generation(), about, problems, clock.instant());
        if (!wanted.equals(conditions)) {
            kube.patchStatus(type, stored.key(), Map.of("status", Map.of("conditions", Wire.writeAll(wanted))));
        }
    }
}
