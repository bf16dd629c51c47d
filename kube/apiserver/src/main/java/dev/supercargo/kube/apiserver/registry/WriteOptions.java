package dev.supercargo.kube.apiserver.registry;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.request.Query;
import dev.supercargo.kube.apiserver.schema.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a create, update or patch is meant: the parameters of its URL.
public record WriteOptions(boolean dryRun, String fieldManager, Strictness strictness, Optional<Boolean> force) {
    /// What becomes of unknown and repeated fields.
    public enum Strictness {
        IGNORE,
        WARN,
        STRICT
    }

    /// For writes of the server itself.
    public static WriteOptions by(String manager) {
        return new WriteOptions(false, manager, Strictness.IGNORE, Optional.empty());
    }

    /// Reads the parameters; `kind` names the options in errors (`CreateOptions`, ...), `apply` says whether this is an
    /// apply patch.
    ///
    /// @throws ApiError 422 for values that do not exist or do not fit
    public static WriteOptions of(Query query, String kind, boolean apply) {
        var errors = new ArrayList<FieldError>();
        String manager = query.text("fieldManager");
        Optional<Boolean> force = query.optionalFlag("force");
        if (kind.equals("PatchOptions")) {
            if (apply && manager.isEmpty()) {
                errors.add(FieldError.required("fieldManager", "is required for apply patch"));
            }
            if (!apply && force.isPresent()) {
                errors.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
            }
        }
        managerErrors(manager, errors);
        boolean dryRun = dryRun(query.all("dryRun"), errors);
        Strictness strictness = strictness(query.text("fieldValidation"), errors);
        refuse(kind, errors);
        return new WriteOptions(dryRun, manager, strictness, force);
    }

    /// Whether dry run is asked for; unknown values are added to the errors.
    static boolean dryRun(List<String> values, List<FieldError> errors) {
        List<String> odd = values.stream().filter(v -> !v.equals("All")).toList();
        if (!odd.isEmpty()) {
            errors.add(FieldError.notSupported("dryRun", new ArrayList<Object>(values), List.of("All")));
        }
        return !values.isEmpty();
    }

    static void refuse(String kind, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Refusals.invalid("meta.k8s.io", kind, "", errors);
        }
    }

    private static void managerErrors(String manager, List<FieldError> errors) {
        if (manager.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 128) {
            errors.add(FieldError.tooLong("fieldManager", 128));
        }
        int[] points = manager.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int type = Character.getType(points[i]);
            boolean printable = type != Character.CONTROL
                    && type != Character.UNASSIGNED
                    && type != Character.FORMAT
                    && (type != Character.SPACE_SEPARATOR || points[i] == ' ');
            if (!printable) {
                String what = "invalid character U+%04X (at position %d)".formatted(points[i], i);
                errors.add(FieldError.invalid("fieldManager", manager, what));
                return;
            }
        }
    }

    private static Strictness strictness(String text, List<FieldError> errors) {
        return switch (text) {
            case "", "Warn" -> Strictness.WARN;
            case "Ignore" -> Strictness.IGNORE;
            case "Strict" -> Strictness.STRICT;
            default -> {
                errors.add(FieldError.notSupported("fieldValidation", text, List.of("", "Ignore", "Strict", "Warn")));
                yield Strictness.WARN;
            }
        };
    }

    /// The manager of fields: as given, else the first word of the client's name.
    public String manager(String userAgent) {
        if (!fieldManager.isEmpty()) {
            return fieldManager;
        }
        int slash = userAgent.indexOf('/');
        String name = slash < 0 ? userAgent : userAgent.substring(0, slash);
        var printable = new StringBuilder();
        name.codePoints().filter(c -> c >= 0x20 && c != 0x7f).limit(128).forEach(printable::appendCodePoint);
        return printable.isEmpty() ? "unknown" : printable.toString();
    }

    /// As admission sees them.
    Map<String, Object> tree(String kind) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", kind);
        tree.put("apiVersion", "meta.k8s.io/v1");
        if (!fieldManager.isEmpty()) {
            tree.put("fieldManager", fieldManager);
        }
        if (dryRun) {
            tree.put("dryRun", new ArrayList<Object>(List.of("All")));
        }
        return tree;
    }
}
