package dev.supercargo.kube.apiserver.schema;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Checks the `metadata` of an object (kubernetes-api.md 3.1).
public final class Metadata {
    private static final long MAX_ANNOTATIONS = 256 * 1024;
    private static final Set<String> OWN_FINALIZERS = Set.of("orphan", "foregroundDeletion", "kubernetes");
    private static final String IMMUTABLE = "field is immutable";

    private Metadata() {}

    /// Which names a kind allows.
    public enum NameRule {
        /// DNS subdomains: custom resources and most kinds.
        SUBDOMAIN,
        /// DNS labels: namespaces.
        LABEL,
        /// DNS labels that start with a letter: services.
        LABEL_1035,
        /// Whatever fits a segment of a path: the kinds of RBAC.
        PATH_SEGMENT;

        List<String> problems(String name) {
            return switch (this) {
                case SUBDOMAIN -> Names.subdomain(name);
                case LABEL -> Names.label(name);
                case LABEL_1035 -> Names.label1035(name);
                case PATH_SEGMENT -> Names.pathSegment(name);
            };
        }
    }

    /// How the own checks of a built-in kind look at metadata, beside those that all updates go through.
    public enum Care {
        /// The core's kinds: all of it, and finalizers must have a domain.
        CORE,
        /// The core's kinds whose updates are not looked at as if they were new.
        CORE_CHANGES,
        /// Kinds of other origin, on updates only what may not change.
        CHANGES,
        /// Kinds that are looked at as if they were new.
        WHOLE,
        /// Not at all on updates.
        NEW_ONLY
    }

    /// What is wrong with the metadata of a new object in the eyes of its kind.
    public static List<FieldError> validate(KubeObject object, boolean namespaced, NameRule rule, Care care) {
        var errors = new ArrayList<>(validate(object, namespaced, rule));
        if (care == Care.CORE || care == Care.CORE_CHANGES) {
            errors.addAll(builtInFinalizers(object));
        }
        return errors;
    }

    /// What is wrong with the metadata of an update in the eyes of its kind.
    public static List<FieldError> validateUpdate(
            KubeObject object, KubeObject old, boolean namespaced, NameRule rule, Care care) {
        return switch (care) {
            case CORE -> {
                var errors = new ArrayList<>(validateUpdate(object, old));
                errors.addAll(builtInFinalizers(object));
                errors.addAll(validate(object, namespaced, rule, care));
                yield errors;
            }
            case CORE_CHANGES -> {
                var errors = new ArrayList<>(validateUpdate(object, old));
                errors.addAll(builtInFinalizers(object));
                yield errors;
            }
            case CHANGES -> validateUpdate(object, old);
            case WHOLE -> validate(object, namespaced, rule);
            case NEW_ONLY -> List.of();
        };
    }

    /// What is wrong with the metadata of an object by itself, in Kubernetes' order.
    public static List<FieldError> validate(KubeObject object, boolean namespaced, NameRule rule) {
        var errors = new ArrayList<FieldError>();
        String prefix = Json.text(object.view(), "metadata", "generateName").orElse("");
        if (!prefix.isEmpty()) {
            String masked = prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + "a" : prefix;
            add(errors, "metadata.generateName", prefix, rule.problems(masked));
        }
        if (object.name().isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else {
            add(errors, "metadata.name", object.name(), rule.problems(object.name()));
        }
        if (namespaced && object.namespace().isEmpty()) {
            errors.add(FieldError.required("metadata.namespace", ""));
        } else if (namespaced) {
            add(errors, "metadata.namespace", object.namespace(), Names.label(object.namespace()));
        } else if (!object.namespace().isEmpty()) {
            errors.add(FieldError.forbidden("metadata.namespace", "not allowed on this type"));
        }
        if (object.generation() < 0) {
            errors.add(FieldError.invalid(
                    "metadata.generation", object.generation(), "must be greater than or equal to 0"));
        }
        labels(object.labels(), "metadata.labels", errors);
        annotations(object.annotations(), errors);
        ownerReferences(object, errors);
        finalizers(object, errors);
        return errors;
    }

    /// What else is wrong with the finalizers of an object of a built-in kind: they must have a domain.
    private static List<FieldError> builtInFinalizers(KubeObject object) {
        var errors = new ArrayList<FieldError>();
        List<String> finalizers = object.finalizers();
        for (int i = 0; i < finalizers.size(); i++) {
            errors.addAll(builtInFinalizer(finalizers.get(i), "metadata.finalizers[" + i + "]"));
        }
        return errors;
    }

    /// What is wrong with one finalizer of a built-in kind.
    public static List<FieldError> builtInFinalizer(String name, String path) {
        return name.contains("/") || OWN_FINALIZERS.contains(name)
                ? List.of()
                : List.of(FieldError.invalid(
                        path, name, "name is neither a standard finalizer name nor is it fully qualified"));
    }

    /// What is wrong with the metadata of an update. Labels, annotations and owners are looked at as [#validate] does,
    /// too: Kubernetes tells of them more than once.
    public static List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
        var errors = new ArrayList<FieldError>();
        Set<String> before = Set.copyOf(old.finalizers());
        List<String> added = object.finalizers().stream()
                .filter(name -> !before.contains(name))
                .distinct()
                .sorted()
                .toList();
        if (old.isTerminating() && !added.isEmpty()) {
            String shown =
                    String.join(", ", added.stream().map(FieldError::quote).toList());
            errors.add(FieldError.forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                            + shown + "}"));
        }
        if (object.resourceVersion().isEmpty()) {
            errors.add(FieldError.invalid("metadata.resourceVersion", "", "must be specified for an update"));
        }
        for (String field : List.of(
                "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            Object now = Json.at(object.view(), "metadata", field).orElse(null);
            Object then = Json.at(old.view(), "metadata", field).orElse(null);
            if (!Objects.equals(now, then) && !(now == null && field.startsWith("deletion"))) {
                errors.add(FieldError.invalid("metadata." + field, now, IMMUTABLE));
            }
        }
        labels(object.labels(), "metadata.labels", errors);
        annotations(object.annotations(), errors);
        ownerReferences(object, errors);
        return errors;
    }

    /// What is not wrong with a new object, but not good either: texts for `Warning` headers.
    public static List<String> warnings(KubeObject object) {
        return finalizerWarnings(object.finalizers());
    }

    /// The same of an update: what was there before is not mentioned again.
    public static List<String> warnings(KubeObject object, KubeObject old) {
        Set<String> before = Set.copyOf(old.finalizers());
        return finalizerWarnings(object.finalizers().stream()
                .filter(name -> !before.contains(name))
                .toList());
    }

    private static List<String> finalizerWarnings(List<String> finalizers) {
        return finalizers.stream()
                .filter(name -> !name.contains("/") && !OWN_FINALIZERS.contains(name))
                .map(name -> "metadata.finalizers: " + FieldError.quote(name) + ": prefer a domain-qualified finalizer "
                        + "name to avoid accidental conflicts with other finalizer writers")
                .toList();
    }

    /// Checks labels that stand at any path.
    public static void labels(Map<String, String> labels, String path, List<FieldError> errors) {
        labels.forEach((key, value) -> {
            add(errors, path, key, Names.qualified(key));
            add(errors, path, value, Names.labelValue(value));
        });
    }

    private static void annotations(Map<String, String> annotations, List<FieldError> errors) {
        long size = 0;
        for (Map.Entry<String, String> entry : annotations.entrySet()) {
            String key = entry.getKey();
            add(errors, "metadata.annotations", key, Names.qualified(key.toLowerCase(Locale.ROOT)));
            size += utf8Length(key) + utf8Length(entry.getValue());
        }
        if (size > MAX_ANNOTATIONS) {
            errors.add(FieldError.tooLong("metadata.annotations", MAX_ANNOTATIONS));
        }
    }

    private static void ownerReferences(KubeObject object, List<FieldError> errors) {
        String path = "metadata.ownerReferences";
        var controllers = new ArrayList<String>();
        for (Map<String, Object> owner : object.ownerReferences()) {
            String apiVersion = Json.text(owner, "apiVersion").orElse("");
            String kind = Json.text(owner, "kind").orElse("");
            if (apiVersion.isEmpty()
                    || apiVersion.indexOf('/') != apiVersion.lastIndexOf('/')
                    || apiVersion.endsWith("/")) {
                errors.add(FieldError.invalid(path + ".apiVersion", apiVersion, "version must not be empty"));
            }
            for (String field : List.of("kind", "name", "uid")) {
                if (Json.text(owner, field).orElse("").isEmpty()) {
                    errors.add(FieldError.invalid(path + "." + field, "", "must not be empty"));
                }
            }
            if (apiVersion.equals("v1") && kind.equals("Event")) {
                errors.add(FieldError.invalid(path, owner, "/v1, Kind=Event is disallowed from being an owner"));
            }
            if (Boolean.TRUE.equals(owner.get("controller"))) {
                controllers.add(kind + "/" + Json.text(owner, "name").orElse(""));
            }
        }
        if (controllers.size() > 1) {
            String text = "Only one reference can have Controller set to true. Found \"true\" in references for "
                    + controllers.get(0) + " and " + controllers.get(1);
            errors.add(FieldError.invalid(path, Json.list(object.view(), "metadata", "ownerReferences"), text));
        }
    }

    private static void finalizers(KubeObject object, List<FieldError> errors) {
        List<String> finalizers = object.finalizers();
        finalizers.forEach(name -> add(errors, "metadata.finalizers", name, Names.qualified(name)));
        if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
            errors.add(FieldError.invalid(
                    "metadata.finalizers", finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
        }
    }

    private static void add(List<FieldError> errors, String path, String value, List<String> problems) {
        problems.forEach(problem -> errors.add(FieldError.invalid(path, value, problem)));
    }

    private static long utf8Length(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
