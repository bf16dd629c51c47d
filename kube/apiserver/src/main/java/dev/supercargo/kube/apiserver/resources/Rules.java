package dev.supercargo.kube.apiserver.resources;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// By which rules the objects of a kind live, beside those of all objects. The trees handed in may be changed.
public interface Rules {
    /// Whether an update without resourceVersion goes through, and whether it creates what is missing.
    enum MissingVersion {
        REFUSED,
        LAST_WRITE_WINS
    }

    /// When `metadata.generation` moves.
    enum Generation {
        NEVER,
        WITH_SPEC
    }

    /// What a name must look like.
    default Metadata.NameRule nameRule() {
        return Metadata.NameRule.SUBDOMAIN;
    }

    /// How the kind's own checks look at metadata.
    default Metadata.Care care() {
        return Metadata.Care.CORE;
    }

    default MissingVersion missingVersion() {
        return MissingVersion.LAST_WRITE_WINS;
    }

    default boolean createsOnUpdate() {
        return false;
    }

    default Generation generation() {
        return Generation.NEVER;
    }

    /// Whether a deletion answers with the object instead of a Status.
    default boolean deletionAnswersObject() {
        return false;
    }

    /// How long an object lives after its last write; empty: for ever.
    default Optional<Duration> timeToLive() {
        return Optional.empty();
    }

    /// Fills in what is left out, after decoding and again after mutating admission.
    default void complete(Map<String, Object> object) {}

    /// Makes a new object what it is at birth.
    default void prepareCreate(Map<String, Object> object) {}

    /// Puts back what this update may not change; `subresource` is empty for the object itself.
    default void prepareUpdate(String subresource, Map<String, Object> object, Map<String, Object> old) {}

    /// What is wrong with the object; `old` is the stored one of an update.
    default List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        return List.of();
    }

    /// What the caller should be warned of.
    default List<String> warnings(Map<String, Object> object) {
        return List.of();
    }

    /// Names of the fields that field selectors may use, beside `metadata.name` and `metadata.namespace`.
    default List<String> selectableFields() {
        return List.of();
    }

    /// The value of a selectable field; empty text where it is absent.
    default String selectable(Map<String, Object> object, String field) {
        return dev.supercargo.meta.Json.at(object, field.split("\\."))
                .map(String::valueOf)
                .orElse("");
    }

    /// Whether an object with deletionTimestamp and without finalizers in its metadata may go.
    default boolean mayVanish(Map<String, Object> object) {
        return true;
    }

    /// What a first request to delete adds to the object, before it is looked at what holds it.
    default void beginDeletion(Map<String, Object> object) {}

    /// Marks the object as about to be deleted, beside its metadata.
    default void prepareDeletion(Map<String, Object> object) {}

    /// The group in answers about field errors; that of the kind for nearly all.
    default String groupInErrors(String group) {
        return group;
    }

    /// From the stored form to that of this resource and back; the same for nearly all.
    default Map<String, Object> shown(Map<String, Object> stored) {
        return stored;
    }

    default Map<String, Object> stored(Map<String, Object> shown) {
        return shown;
    }

    /// Whether the stored form is another than that of this resource.
    default boolean converts() {
        return false;
    }

    /// Where the numbers of the scale subresource are found, if there is one.
    default Resource.ScalePaths scalePaths() {
        return Resource.ScalePaths.NONE;
    }

    /// The columns of tables; empty: name and creation time.
    default List<Column> columns() {
        return List.of();
    }
}
