package dev.supercargo.kube.apiserver.custom;

import dev.supercargo.kube.apiserver.cel.Rules;
import dev.supercargo.kube.apiserver.schema.DecodeException;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What objects of one version of a custom resource must be (kubernetes-api.md 9.3, 9.4). Safe to share
/// between threads.
///
/// A write goes through [#decode], then admission, then [#decode] again, then one of the `validate` methods.
public final class CustomResourceSchema {
    private static final String NOT_CHECKED = "some validation rules were not checked because the object was invalid; "
            + "correct the existing errors to complete validation";
    private static final Set<FieldError.Type> STOPS_RULES = Set.of(
            FieldError.Type.REQUIRED,
            FieldError.Type.NOT_SUPPORTED,
            FieldError.Type.TOO_LONG,
            FieldError.Type.TOO_MANY,
            FieldError.Type.TYPE_INVALID);

    private final ResourceType type;
    private final StructuralSchema structure;
    private final Rules rules;
    private final ReplicaPaths replicas;

    private CustomResourceSchema(ResourceType type, StructuralSchema structure, Rules rules, ReplicaPaths replicas) {
        this.type = type;
        this.structure = structure;
        this.rules = rules;
        this.replicas = replicas;
    }

    /// The schema of a resource type from the tree `spec.versions[i].schema.openAPIV3Schema`, which is given away.
    public static CustomResourceSchema of(ResourceType type, Map<String, Object> openApiV3Schema) {
        var structure = StructuralSchema.of(openApiV3Schema);
        return new CustomResourceSchema(type, structure, Rules.of(structure), ReplicaPaths.NONE);
    }

    /// The same with a scale subresource: the numbers at these dot paths (such as `spec.replicas`; empty: nowhere) may
    /// not be negative.
    public CustomResourceSchema withReplicasAt(String specPath, String statusPath) {
        return new CustomResourceSchema(type, structure, rules, new ReplicaPaths(specPath, statusPath));
    }

    /// The structure alone, for patches and documents.
    public StructuralSchema structure() {
        return structure;
    }

    /// Prunes unknown fields, drops nulls, sets defaults and writes whole numbers as integers, in place. Answers
    /// the paths of the unknown fields, in path order.
    ///
    /// Done to what a client sends, to what admission made of it, and to what comes from the store.
    ///
    /// @throws DecodeException where metadata does not have the types of metadata
    public List<String> decode(Map<String, Object> object) {
        List<String> unknown = new ArrayList<>(structure.prune(object));
        unknown.addAll(EmbeddedResources.decodeMetadata(structure, object));
        Collections.sort(unknown);
        structure.normalise(object);
        structure.applyDefaults(object);
        return unknown;
    }

    /// Everything that is wrong with a new object.
    public List<FieldError> validate(KubeObject object) {
        var errors = new ArrayList<>(Metadata.validate(object, type.namespaced(), Metadata.NameRule.SUBDOMAIN));
        errors.addAll(structure.validate(object.view()));
        errors.addAll(replicas.validate(object.view()));
        errors.addAll(EmbeddedResources.validate(structure, object.view()));
        errors.addAll(structure.validateLists(object.view()));
        return mayAskRules(errors) ? with(errors, rules.validate(object.view())) : errors;
    }

    /// Everything that is wrong with an update of the main resource.
    public List<FieldError> validateUpdate(KubeObject object, KubeObject old) {
        var errors = new ArrayList<>(Metadata.validateUpdate(object, old));
        errors.addAll(structure.validateUpdate(object.view(), old.view()));
        errors.addAll(replicas.validate(object.view()));
        errors.addAll(EmbeddedResources.validate(structure, object.view()));
        errors.addAll(structure.validateListsUpdate(object.view(), old.view()));
        return mayAskRules(errors) ? with(errors, rules.validateUpdate(object.view(), old.view())) : errors;
    }

    /// Everything that is wrong with an update of the `status` subresource.
    public List<FieldError> validateStatusUpdate(KubeObject object, KubeObject old) {
        var errors = new ArrayList<>(Metadata.validateUpdate(object, old));
        StructuralSchema status = structure.properties().get("status");
        Object now = object.view().get("status");
        if (status != null && now != null) {
            errors.addAll(status.validateAt("status", now, Json.object(old.view(), "status")));
        }
        errors.addAll(replicas.validate(object.view()));
        errors.addAll(structure.validateListsUpdate(object.view(), old.view()));
        return mayAskRules(errors) ? with(errors, rules.validateUpdate(object.view(), old.view())) : errors;
    }

    /// Whether the rules can be asked; where errors stand in the way, a note about it is added.
    private boolean mayAskRules(List<FieldError> errors) {
        if (rules.isEmpty()) {
            return false;
        }
        boolean blocked = errors.stream().anyMatch(error -> STOPS_RULES.contains(error.type()));
        if (blocked) {
            errors.add(FieldError.invalid(FieldError.ROOT, null, NOT_CHECKED));
        }
        return !blocked;
    }

    private static List<FieldError> with(List<FieldError> errors, List<FieldError> more) {
        errors.addAll(more);
        return errors;
    }
}
