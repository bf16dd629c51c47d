package dev.supercargo.golden;

import com.google.re2j.Pattern;
import dev.supercargo.decisions.admission.AdmissionEvent;
import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionRules;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.decisions.admission.NameSource;
import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.custom.CustomResourceSchema;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Crds;
import dev.supercargo.model.Kinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Carries requests through defaults, schema and validation, in the API server's order.
final class AdmissionAdapter implements Adapter {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
    private static final String ULID = "0000000000000000000000ulid";
    private static final String RANDOM = "00000";
    private static final List<String> SERVER_FIELDS =
            List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");

    private final Map<String, CustomResourceSchema> schemas = new HashMap<>();
    private Map<String, Object> callers = Map.of();
    private Map<String, Object> objects = Map.of();

    @Override
    public String file() {
        return "admission.json";
    }

    @Override
    public void open(Map<String, Object> file) {
        callers = Json.object(file, "callers");
        objects = Json.object(file, "objects");
        for (ResourceType type : Kinds.KARGO) {
            Object version = Json.list(Crds.bundled(type), "spec", "versions").getFirst();
            schemas.put(type.kind(), CustomResourceSchema.of(type, Json.object(version, "schema", "openAPIV3Schema")));
        }
    }

    @Override
    public Verdict run(Map<String, Object> testCase) {
        Map<String, Object> given = Json.object(testCase, "given");
        String who = Json.text(given, "request", "caller").orElseThrow();
        var world = new AdmissionWorld(Json.at(callers, who, "promote").orElseThrow());
        Json.list(given, "world").forEach(name -> world.put(KubeObject.of(Json.object(objects, (String) name))));
        Map<String, Object> actual = new Request(given, who, world).answer();
        Map<String, Object> expected = Json.copy(Json.object(testCase, "expect"));
        actual.keySet().removeIf(key -> !expected.containsKey(key) && (key.equals("events") || key.equals("warnings")));
        return Verdict.compare(expected, actual);
    }

    /// One request on its way through the stations of an API server.
    private final class Request {
        private final Map<String, Object> given;
        private final AdmissionWorld world;
        private final Caller caller;
        private final AdmissionRules rules;
        private final Map<String, Object> answer = new LinkedHashMap<>();
        private final List<Object> events = new ArrayList<>();
        private KubeObject object;
        private Optional<KubeObject> old = Optional.empty();

        Request(Map<String, Object> given, String who, AdmissionWorld world) {
            this.given = given;
            this.world = world;
            this.caller = new Caller(
                    Json.text(callers, who, "username").orElseThrow(),
                    Json.list(callers, who, "groups").stream()
                            .map(String::valueOf)
                            .toList());
            this.rules = new AdmissionRules(settings(), new FixedNames());
            this.object = KubeObject.of(Json.copy(Json.object(given, "request", "object")));
        }

        Map<String, Object> answer() {
            try {
                carry();
            } catch (ApiError e) {
                refused(e.status(), "schema");
            } catch (Denied e) {
                refused(e.status, e.by);
            }
            answer.put("events", new ArrayList<Object>(events));
            readBack();
            return answer;
        }

        private void carry() {
            ResourceType type = type(object);
            String operation = Json.text(given, "request", "operation").orElseThrow();
            String subresource = Json.text(given, "request", "subresource").orElse("");
            boolean dryRun = Json.at(given, "request", "dryRun").isPresent();
            old = object.name().isEmpty()
                    ? Optional.empty()
                    : world.named(type.kind(), object.namespace(), object.name());
            if (operation.equals("DELETE")) {
                admit(review(type, subresource, AdmissionReview.Operation.DELETE, old.orElseThrow(), dryRun), false);
                answer.put("code", 200L);
                return;
            }
            boolean create = operation.equals("CREATE");
            prepare(type, create, subresource);
            var kind = create ? AdmissionReview.Operation.CREATE : AdmissionReview.Operation.UPDATE;
            object = admit(review(type, subresource, kind, object, dryRun), true);
            Optional<CustomResourceSchema> schema = Optional.ofNullable(schemas.get(type.kind()));
            schema.ifPresent(rulesOf -> validate(type, rulesOf, create, subresource));
            AdmissionReview review = review(type, subresource, kind, object, dryRun);
            admit(review, false);
            if (create
                    && world.named(type.kind(), object.namespace(), object.name())
                            .isPresent()) {
                throw ApiError.alreadyExists(new GroupResource(type.group(), type.plural()), object.name());
            }
            answer.put("code", create ? 201L : 200L);
            answer.put("object", published(object));
        }

        /// What the server does before admission.
        private void prepare(ResourceType type, boolean create, String subresource) {
            Map<String, Object> tree = object.tree();
            CustomResourceSchema schema = schemas.get(type.kind());
            if (schema != null) {
                List<Object> warnings = new ArrayList<>();
                schema.decode(tree).forEach(field -> warnings.add("299 - \"unknown field \\\"" + field + "\\\"\""));
                if (!warnings.isEmpty()) {
                    answer.put("warnings", warnings);
                }
            }
            String namespace = object.namespace();
            if (!namespace.isEmpty()
                    && world.find(Kinds.NAMESPACE, ObjectKey.cluster(namespace)).isEmpty()) {
                throw ApiError.notFound(new GroupResource("", "namespaces"), namespace);
            }
            if (create) {
                String prefix = Json.text(tree, "metadata", "generateName").orElse("");
                if (object.name().isEmpty() && !prefix.isEmpty()) {
                    Json.put(tree, prefix + RANDOM, "metadata", "name");
                }
                tree.remove("status");
                if (type.equals(Kinds.SECRET)) {
                    tree.putIfAbsent("type", "Opaque");
                }
                object = KubeObject.of(tree);
                return;
            }
            KubeObject stored = old.orElseThrow();
            if (subresource.equals("status")) {
                object = stored.with(tree.get("status"), "status");
            } else {
                Json.put(tree, stored.uid(), "metadata", "uid");
                object = KubeObject.of(tree).with(stored.view().get("status"), "status");
            }
        }

        private void validate(ResourceType type, CustomResourceSchema schema, boolean create, String subresource) {
            Map<String, Object> tree = object.tree();
            schema.decode(tree);
            object = KubeObject.of(tree);
            KubeObject valid = object.with("1", "metadata", "resourceVersion");
            List<FieldError> errors = create
                    ? schema.validate(object)
                    : subresource.isEmpty()
                            ? schema.validateUpdate(valid, old.orElseThrow().with("1", "metadata", "resourceVersion"))
                            : schema.validateStatusUpdate(
                                    valid, old.orElseThrow().with("1", "metadata", "resourceVersion"));
            if (!errors.isEmpty()) {
                throw ApiError.invalid(
                        type,
                        object.name(),
                        errors.stream()
                                .map(e -> new ApiError.Cause(e.type().reason(), e.body(), e.path()))
                                .toList());
            }
        }

        private AdmissionReview review(
                ResourceType type,
                String subresource,
                AdmissionReview.Operation operation,
                KubeObject wanted,
                boolean dry) {
            return new AdmissionReview(type, subresource, operation, wanted, old, caller, dry);
        }

        private KubeObject admit(AdmissionReview review, boolean mutate) {
            AdmissionVerdict verdict = mutate ? rules.mutate(review, world, NOW) : rules.validate(review, world, NOW);
            return switch (verdict) {
                case AdmissionVerdict.Accepted accepted -> {
                    accepted.first().forEach(world::make);
                    accepted.events().forEach(event -> events.add(published(event)));
                    yield accepted.object();
                }
                case AdmissionVerdict.Rejected rejected ->
                    throw new Denied(rejected.refusal().status(), webhook(review));
            };
        }

        private void refused(Map<String, Object> status, String by) {
            String message = Json.text(status, "message").orElseThrow();
            answer.put("code", status.get("code"));
            answer.put("reason", Json.text(status, "reason").orElse(""));
            answer.put("message", message);
            answer.put("by", by);
            if (status.get("details") != null) {
                answer.put("details", status.get("details"));
            }
            answer.replaceAll((_, value) -> mapped(value, Request::placeholders));
        }

        private void readBack() {
            List<Object> wanted = Json.list(given, "readBack");
            if (wanted.isEmpty()) {
                return;
            }
            var found = new ArrayList<Object>();
            for (Object item : wanted) { // such as "RoleBinding kargo-project-admin in demo"
                String[] words = ((String) item).split(" ", -1);
                String kind = words[0];
                String name = words[1];
                Optional<KubeObject> here = world.named(kind, words.length > 3 ? words[3] : "", name);
                found.add(here.map(this::published)
                        .orElseGet(() -> new LinkedHashMap<>(Map.of("kind", kind, "name", name, "absent", true))));
            }
            answer.put("afterwards", found);
        }

        private Map<String, Object> published(KubeObject stored) {
            Map<String, Object> tree = Json.asObject(mapped(stored.tree(), Request::placeholders));
            SERVER_FIELDS.forEach(Json.object(tree, "metadata")::remove);
            return tree;
        }

        private Map<String, Object> published(AdmissionEvent event) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("type", "Normal");
            tree.put("reason", event.reason());
            tree.put("message", event.message());
            var about = new LinkedHashMap<String, Object>();
            about.put("apiVersion", Kinds.FREIGHT.apiVersion());
            about.put("kind", event.kind());
            about.put("namespace", event.subject().namespace());
            about.put("name", event.subject().name());
            tree.put("involvedObject", about);
            tree.put("component", event.component());
            tree.put("annotations", new LinkedHashMap<String, Object>(new TreeMap<>(event.annotations())));
            return Json.asObject(mapped(tree, Request::placeholders));
        }

        private static String placeholders(String text) {
            return text.replace(ULID, "<ulid>")
                    .replaceAll("\\b01ja0{22}\\b", "<ulid>")
                    .replace("promo-" + RANDOM, "promo-<5 random>")
                    .replace("generated-alias", "<generated alias>")
                    .replace(NOW.toString(), "<now>")
                    .replaceAll("\\{\"apiVersion\".*}: freight must", "<the Freight as JSON>: freight must");
        }

        private AdmissionSettings settings() {
            Map<String, Object> wanted = Json.object(given, "settings");
            AdmissionSettings settings = AdmissionSettings.in("kargo");
            if (wanted.containsKey("CONTROLPLANE_USER_REGEX")) {
                settings = settings.withControlPlaneUsers(
                        Json.text(wanted, "CONTROLPLANE_USER_REGEX").map(Pattern::compile));
            }
            return settings.withCacheByTag(Json.text(wanted, "CACHE_BY_TAG_POLICY")
                    .map(policy -> AdmissionSettings.CacheByTag.valueOf(policy.toUpperCase(Locale.ROOT)))
                    .orElse(AdmissionSettings.CacheByTag.ALLOW));
        }
    }

    private static String webhook(AdmissionReview review) {
        boolean core = review.type().group().isEmpty();
        boolean deletion = review.operation() == AdmissionReview.Operation.DELETE;
        String name = core
                ? "replicated-resource-" + (deletion ? "delete" : "mutate")
                : review.type().kind().toLowerCase(Locale.ROOT);
        return name + " webhook";
    }

    private static ResourceType type(KubeObject object) {
        return Stream.concat(Kinds.KARGO.stream(), Stream.of(Kinds.SECRET, Kinds.CONFIG_MAP))
                .filter(type -> type.kind().equals(object.kind()))
                .findFirst()
                .orElseThrow();
    }

    private static Object mapped(Object tree, UnaryOperator<String> text) {
        return switch (tree) {
            case String value -> text.apply(value);
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, value) ->
                        Json.putNullable(copy, (String) key, value == null ? null : mapped(value, text)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(item -> copy.add(mapped(item, text)));
                yield copy;
            }
            default -> tree;
        };
    }

    private static final class FixedNames implements NameSource {
        @Override
        public String ulid() {
            return ULID;
        }

        @Override
        public String alias() {
            return "generated-alias";
        }
    }

    private static final class Denied extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, Object> status;
        private final String by;

        Denied(Map<String, Object> status, String by) {
            this.status = status;
            this.by = by;
        }
    }
}
