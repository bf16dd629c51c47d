package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import dev.supercargo.kube.store.Write;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Creates objects (kubernetes-api.md 3.2):
///
/// 1. take away what only the server may say, check the namespace;
/// 2. field owners, mutating admission;
/// 3. uid, time, name, the kind's own preparation; validation; validating admission;
/// 4. write if absent.
public final class Creation {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int ATTEMPTS = 8;

    private final Store store;
    private final Gate gate;
    private final FieldOwners owners;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Creation(Store store, Gate gate, FieldOwners owners, Clock clock) {
        this.store = store;
        this.gate = gate;
        this.owners = owners;
        this.clock = clock;
    }

    /// Creates the object of a decoded tree, which is given away, and shows it as stored.
    ///
    /// @param tracked whether the fields are yet to be given to their manager (an apply has done so)
    /// @throws ApiError for every reason not to
    public Shown create(
            Resource resource,
            String namespace,
            Map<String, Object> given,
            boolean tracked,
            WriteOptions options,
            Session session) {
        Map<String, Object> tree = given;
        refuseRevision(tree);
        refuseTerminating(resource, tree);
        Meta.wipe(tree);
        Json.put(tree, resource.type().namespaced() ? namespace : null, "metadata", "namespace");
        Meta.tidy(tree);
        dropDuplicateOwners(tree, session);
        Instant now = clock.instant();
        if (!tracked) {
            owners.created(resource, tree, options.manager(session.userAgent()));
        }
        String scope = resource.type().plural().equals("namespaces") ? name(tree) : namespace;
        Map<String, Object> admissionOptions = options.tree("CreateOptions");
        var before = new Gate.Passage(
                new Target(resource.type(), "", scope, name(tree)),
                new Change.Create(tree),
                options.dryRun(),
                admissionOptions);
        Optional<Map<String, Object>> changed = gate.mutate(before, session);
        if (changed.isPresent()) {
            tree = changed.get();
            resource.shape().decode(tree);
            resource.rules().complete(tree);
            dropDuplicateOwners(tree, session);
        }
        prepare(resource, tree, now);
        for (int attempt = 1; ; attempt++) {
            boolean generated = generateName(tree);
            if (generated) {
                resource.rules().complete(tree); // what follows from the name
            }
            check(resource, tree, session);
            String finalScope = resource.type().plural().equals("namespaces") ? name(tree) : namespace;
            var after = new Gate.Passage(
                    new Target(resource.type(), "", finalScope, name(tree)),
                    new Change.Create(tree),
                    options.dryRun(),
                    admissionOptions);
            gate.validate(after, session);
            Optional<Shown> stored = store(resource, namespace, tree, options, generated, attempt);
            if (stored.isPresent()) {
                return stored.get();
            }
            Json.put(tree, null, "metadata", "name");
            Meta.of(tree).remove("name");
        }
    }

    /// The stored object, or empty where another generated name is to be tried.
    private Optional<Shown> store(
            Resource resource,
            String namespace,
            Map<String, Object> tree,
            WriteOptions options,
            boolean generated,
            int attempt) {
        String name = name(tree);
        String key = resource.key(namespace, name);
        if (options.dryRun()) {
            if (store.get(key).isPresent()) {
                throw exists(resource, namespace, name);
            }
            return Optional.of(new Shown(tree));
        }
        Optional<Instant> expires = resource.rules().timeToLive().map(clock.instant()::plus);
        Write write;
        try {
            write = store.create(key, Stored.bytes(resource, tree), expires);
        } catch (StoreException e) {
            throw ApiError.internal(String.valueOf(e.getMessage()));
        }
        if (write instanceof Write.Done(var entry)) {
            return Optional.of(Stored.shown(entry, resource));
        }
        if (generated && attempt < ATTEMPTS) {
            return Optional.empty();
        }
        throw generated ? exhausted(resource, name) : exists(resource, namespace, name);
    }

    private ApiError exists(Resource resource, String namespace, String name) {
        ApiError error = ApiError.alreadyExists(resource.groupResource(), name);
        boolean terminating = store.get(resource.key(namespace, name))
                .map(entry -> Meta.isTerminating(Stored.shown(entry, resource).tree()))
                .orElse(false);
        if (!terminating) {
            return error;
        }
        Map<String, Object> status = Json.copy(error.status());
        status.put("message", "object is being deleted: " + error.getMessage());
        return ApiError.of(status);
    }

    private static ApiError exhausted(Resource resource, String name) {
        Map<String, Object> status =
                Json.copy(ApiError.alreadyExists(resource.groupResource(), name).status());
        status.put(
                "message",
                Json.text(status, "message").orElse("")
                        + ", the server was not able to generate a unique name for the object");
        Json.put(status, 1L, "details", "retryAfterSeconds");
        return ApiError.of(status);
    }

    private static void refuseRevision(Map<String, Object> tree) {
        String version = Json.text(tree, "metadata", "resourceVersion").orElse("");
        if (version.matches("\\d{1,18}") && !version.matches("0+")) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
    }

    private static void refuseTerminating(Resource resource, Map<String, Object> tree) {
        if (resource.isTerminating()) {
            throw ApiError.forbidden(
                    resource.groupResource(),
                    name(tree),
                    "create not allowed while custom resource definition is terminating");
        }
    }

    static void dropDuplicateOwners(Map<String, Object> tree, Session session) {
        List<String> dropped = Meta.dropDuplicateOwners(tree);
        if (!dropped.isEmpty()) {
            session.warn(".metadata.ownerReferences contains duplicate entries; API server dedups owner references in"
                    + " 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate"
                    + " UID(s) observed: " + String.join(", ", dropped));
        }
    }

    private static void prepare(Resource resource, Map<String, Object> tree, Instant now) {
        Map<String, Object> metadata = Meta.of(tree);
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Meta.time(now));
        metadata.remove("deletionTimestamp");
        metadata.remove("deletionGracePeriodSeconds");
        if (resource.isCustom() || resource.rules().generation() == Rules.Generation.WITH_SPEC) {
            metadata.put("generation", 1L);
        }
        if (resource.hasStatus()) {
            tree.remove("status");
        }
        resource.rules().prepareCreate(tree);
    }

    private boolean generateName(Map<String, Object> tree) {
        String prefix = Json.text(tree, "metadata", "generateName").orElse("");
        if (!name(tree).isEmpty() || prefix.isEmpty()) {
            return false;
        }
        var name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), 58)));
        for (int i = 0; i < 5; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        Meta.of(tree).put("name", name.toString());
        return true;
    }

    private static void check(Resource resource, Map<String, Object> tree, Session session) {
        List<FieldError> errors = new java.util.ArrayList<>(resource.shape().errors("", tree, Optional.empty()));
        errors.addAll(resource.rules().errors(tree, Optional.empty()));
        if (!errors.isEmpty()) {
            String name = Json.text(tree, "metadata", "name")
                    .or(() -> Json.text(tree, "metadata", "generateName"))
                    .orElse("");
            throw Refusals.invalid(resource, name, errors);
        }
        Metadata.warnings(KubeObject.of(tree)).forEach(session::warn);
        resource.rules().warnings(tree).forEach(session::warn);
    }

    static String name(Map<String, Object> tree) {
        return Json.text(tree, "metadata", "name").orElse("");
    }
}
