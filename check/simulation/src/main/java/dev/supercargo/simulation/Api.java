package dev.supercargo.simulation;

import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionReview.Operation;
import dev.supercargo.decisions.admission.AdmissionRules;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.Lookups;
import dev.supercargo.decisions.admission.Refusal;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The one thing that survives: an API server of one Project, with the real rules of admission,
/// versions, generations, finalizers, preconditions, and a log of changes from which watches are served.
/// It answers at once and truly; what goes wrong on the way is the business of [ProcessKube].
final class Api {
    private static final AdmissionSettings SETTINGS = AdmissionSettings.in("kargo");

    /// A change in the log: what was before, what is now, and the object as a watch shows it.
    record Change(Optional<KubeObject> before, Optional<KubeObject> after, KubeObject shown) {}

    /// Hears of every change, before anybody else does.
    @FunctionalInterface
    interface Witness {
        void changed(ResourceType type, Caller caller, Change change);
    }

    private final Timeline timeline;
    private final Fault fault;
    private final AdmissionRules rules;
    private final Map<ResourceType, TreeMap<ObjectKey, KubeObject>> objects = new HashMap<>();
    private final Map<ResourceType, List<Change>> logs = new HashMap<>();
    private final List<Witness> witnesses = new ArrayList<>();
    private final Lookups lookups = new Stored();
    private long version = 1;

    Api(Timeline timeline, Fault fault) {
        this.timeline = timeline;
        this.fault = fault;
        this.rules = new AdmissionRules(SETTINGS, new CountedNames());
    }

    void witness(Witness witness) {
        witnesses.add(witness);
    }

    long version() {
        return version;
    }

    Optional<KubeObject> get(ResourceType type, ObjectKey key) {
        return Optional.ofNullable(stored(type).get(key));
    }

    Collection<KubeObject> all(ResourceType type) {
        return stored(type).values();
    }

    List<KubeObject> list(ResourceType type, LabelSelector selector) {
        return stored(type).values().stream()
                .filter(object -> selector.equals(LabelSelector.EVERYTHING) || selector.matches(object.labels()))
                .toList();
    }

    List<Change> log(ResourceType type) {
        return logs.computeIfAbsent(type, _ -> new ArrayList<>());
    }

    private Map<ObjectKey, KubeObject> stored(ResourceType type) {
        return objects.computeIfAbsent(type, _ -> new TreeMap<>());
    }

    KubeObject create(Caller caller, ResourceType type, KubeObject wanted) {
        KubeObject begun = wanted.with(
                timeline.instant().truncatedTo(ChronoUnit.SECONDS).toString(), "metadata", "creationTimestamp");
        KubeObject object = admitted(caller, type, "", Operation.CREATE, begun, Optional.empty());
        if (stored(type).containsKey(object.key())) {
            throw new WorldException(new Failure.Conflict(type + " \"" + object.name() + "\" already exists", true));
        }
        Map<String, Object> tree = object.tree();
        Json.put(tree, "uid-" + version, "metadata", "uid");
        Json.put(tree, 1L, "metadata", "generation");
        Json.object(tree, "metadata").remove("generateName");
        return commit(caller, type, Optional.empty(), KubeObject.of(tree));
    }

    /// Changes an object by a merge patch, its status or all the rest.
    KubeObject patch(Caller caller, ResourceType type, String subresource, ObjectKey key, Map<String, Object> patch) {
        KubeObject before = get(type, key).orElseThrow(() -> missing(type, key));
        String precondition = Json.text(patch, "metadata", "resourceVersion").orElse(before.resourceVersion());
        if (!precondition.equals(before.resourceVersion())) {
            throw new WorldException(new Failure.Conflict(
                    "Operation cannot be fulfilled on " + type + " \"" + key.name()
                            + "\": the object has been modified",
                    false));
        }
        boolean status = subresource.equals("status");
        Map<String, Object> tree = before.tree();
        Map<String, Object> patched = Json.asObject(MergePatch.apply(before.view(), patch));
        if (status) {
            Json.putNullable(tree, "status", patched.get("status"));
        } else {
            Json.putNullable(patched, "status", tree.get("status"));
            tree = patched;
        }
        if (tree.get("status") == null) {
            tree.remove("status");
        }
        KubeObject after =
                admitted(caller, type, subresource, Operation.UPDATE, KubeObject.of(tree), Optional.of(before));
        if (Json.same(before.view(), after.view())) {
            return before;
        }
        if (!status && !Json.same(before.view().get("spec"), after.view().get("spec"))) {
            after = after.with(before.generation() + 1, "metadata", "generation");
        }
        if (after.isTerminating() && after.finalizers().isEmpty()) {
            return remove(caller, type, after);
        }
        return commit(caller, type, Optional.of(before), after);
    }

    /// Asks for deletion; an absent object is no failure.
    void delete(Caller caller, ResourceType type, ObjectKey key) {
        Optional<KubeObject> found = get(type, key);
        if (found.isEmpty() || found.get().isTerminating()) {
            return;
        }
        KubeObject object = found.get();
        admitted(caller, type, "", Operation.DELETE, object, Optional.empty());
        if (object.finalizers().isEmpty()) {
            remove(caller, type, object);
        } else {
            String now = timeline.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            commit(caller, type, found, object.with(now, "metadata", "deletionTimestamp"));
        }
    }

    private KubeObject commit(Caller caller, ResourceType type, Optional<KubeObject> before, KubeObject wanted) {
        KubeObject after = wanted.with(String.valueOf(++version), "metadata", "resourceVersion");
        stored(type).put(after.key(), after);
        tell(type, caller, new Change(before, Optional.of(after), after));
        return after;
    }

    private KubeObject remove(Caller caller, ResourceType type, KubeObject last) {
        KubeObject shown = last.with(String.valueOf(++version), "metadata", "resourceVersion");
        Optional<KubeObject> before = Optional.ofNullable(stored(type).remove(last.key()));
        tell(type, caller, new Change(before, Optional.empty(), shown));
        return shown;
    }

    private void tell(ResourceType type, Caller caller, Change change) {
        log(type).add(change);
        witnesses.forEach(witness -> witness.changed(type, caller, change));
    }

    private KubeObject admitted(
            Caller caller,
            ResourceType type,
            String subresource,
            Operation operation,
            KubeObject object,
            Optional<KubeObject> old) {
        if (!rules.concerns(type, subresource)) {
            return object;
        }
        var review = new AdmissionReview(type, subresource, operation, object, old, caller, false);
        KubeObject changed = accepted(rules.mutate(review, lookups, timeline.instant()));
        var settled = new AdmissionReview(type, subresource, operation, changed, old, caller, false);
        return accepted(rules.validate(settled, lookups, timeline.instant()));
    }

    private static KubeObject accepted(AdmissionVerdict verdict) {
        return switch (verdict) {
            case AdmissionVerdict.Accepted accepted -> accepted.object();
            case AdmissionVerdict.Rejected(var refusal) -> throw new WorldException(failure(refusal));
        };
    }

    private static Failure failure(Refusal refusal) {
        return switch (refusal.code()) {
            case 403 -> new Failure.Forbidden(refusal.message(), "admission");
            case 404 -> new Failure.NotFound(refusal.message());
            case 409 -> new Failure.Conflict(refusal.message(), false);
            case 400, 422 -> new Failure.Invalid(refusal.message(), refusal.reason());
            default -> new Failure.Transient(refusal.message());
        };
    }

    private static WorldException missing(ResourceType type, ObjectKey key) {
        return new WorldException(new Failure.NotFound(type + " \"" + key.name() + "\" not found"));
    }

    /// Admission sees what is stored, through the same glasses as everybody.
    private final class Stored implements Lookups {
        @Override
        public Optional<KubeObject> find(ResourceType type, ObjectKey key) {
            return get(type, key).map(object -> fault.lookedUp(type, object));
        }

        @Override
        public List<KubeObject> list(ResourceType type, String namespace, LabelSelector selector) {
            return Api.this.list(type, selector).stream()
                    .map(object -> fault.lookedUp(type, object))
                    .toList();
        }

        @Override
        public boolean mayPromote(Caller caller, ObjectKey stage) {
            return true;
        }
    }

    /// Ready objects that no rule of admission concerns, for the beginning of a world.
    void place(ResourceType type, KubeObject object) {
        create(new Caller("system:admin", List.of("system:masters")), type, object);
    }

    /// The caller as whom the controllers come.
    static Caller controller() {
        return new Caller("system:serviceaccount:kargo:kargo-controller", List.of());
    }

    /// Whether a Promotion was made by a controller.
    static boolean isAutomatic(Caller caller) {
        return caller.equals(controller());
    }

    /// The namespace of the Project.
    static final String PROJECT = "p";

    static ObjectKey key(String name) {
        return new ObjectKey(PROJECT, name);
    }

    /// The Project's configuration.
    Map<String, Object> config() {
        return get(Kinds.PROJECT_CONFIG, key(PROJECT)).map(KubeObject::view).orElse(Map.of());
    }
}
