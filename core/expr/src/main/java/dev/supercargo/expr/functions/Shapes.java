package dev.supercargo.expr.functions;

import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.expr.value.Moment;
import dev.supercargo.expr.value.Struct;
import dev.supercargo.expr.value.Struct.Field;
import dev.supercargo.expr.value.Struct.Shape;
import dev.supercargo.expr.value.Type;
import dev.supercargo.meta.Json;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The objects that functions yield, with their fields in declaration order.
final class Shapes {
    static final Type ORIGIN_KIND = Type.namedString("v1alpha1.FreightOriginKind");
    private static final Field REPO = text("RepoURL", "repoURL");
    private static final Field SUBSCRIPTION = text("SubscriptionName", "subscriptionName");
    private static final Field ANNOTATIONS = Field.of("Annotations", "annotations", Type.STRING_MAP);

    static final Shape ORIGIN =
            Shape.of("v1alpha1.FreightOrigin", List.of(Field.of("Kind", "kind", ORIGIN_KIND), text("Name", "name")));

    static final Shape COMMIT = Shape.of(
            "*v1alpha1.GitCommit",
            List.of(
                    REPO,
                    text("ID", "id"),
                    text("Branch", "branch"),
                    text("Tag", "tag"),
                    text("Message", "message"),
                    text("Author", "author"),
                    text("Committer", "committer"),
                    SUBSCRIPTION));

    static final Shape IMAGE = Shape.of(
            "*v1alpha1.Image", List.of(REPO, text("Tag", "tag"), text("Digest", "digest"), ANNOTATIONS, SUBSCRIPTION));

    static final Shape CHART =
            Shape.of("*v1alpha1.Chart", List.of(REPO, text("Name", "name"), text("Version", "version"), SUBSCRIPTION));

    static final Shape ARTIFACT = Shape.of(
            "*expressions.ArtifactReference",
            List.of(
                    goField("ArtifactType", Type.STRING),
                    goField("SubscriptionName", Type.STRING),
                    goField("Version", Type.STRING),
                    goField("Metadata", Type.MAP)));

    static final Shape DISCOVERED_COMMIT = Shape.of(
            "*v1alpha1.DiscoveredCommit",
            List.of(
                    text("ID", "id"),
                    text("Branch", "branch"),
                    text("Tag", "tag"),
                    text("Subject", "subject"),
                    text("Author", "author"),
                    text("Committer", "committer"),
                    Field.of("CreatorDate", "creatorDate", Type.TIME)));

    static final Shape DISCOVERED_IMAGE = Shape.of(
            "*v1alpha1.DiscoveredImageReference",
            List.of(
                    text("Tag", "tag"),
                    text("Digest", "digest"),
                    ANNOTATIONS,
                    Field.of("CreatedAt", "createdAt", Type.TIME)));

    private Shapes() {}

    private static Field text(String name, String jsonName) {
        return Field.of(name, jsonName, Type.STRING);
    }

    /// A field of an object that renders under its name in Go, even when empty.
    private static Field goField(String name, Type type) {
        return new Field(name, name, type, false);
    }

    /// The object that a tree stands for, its keys being the JSON names.
    static Struct of(Shape shape, Object tree) {
        return new Struct(
                shape,
                shape.fields().stream()
                        .<@Nullable Object>map(field -> value(field, tree))
                        .toList());
    }

    private static @Nullable Object value(Field field, Object tree) {
        if (field.type().equals(Type.STRING_MAP)) {
            return annotations(Json.object(tree, field.jsonName()));
        }
        String text = Json.text(tree, field.jsonName()).orElse("");
        return field.type().equals(Type.TIME) ? moment(text) : text;
    }

    private static Dictionary annotations(Map<String, Object> given) {
        if (given.isEmpty()) {
            return Dictionary.nil(Type.STRING_MAP);
        }
        var annotations = new LinkedHashMap<String, String>();
        given.forEach((key, value) -> annotations.put(key, String.valueOf(value)));
        return Dictionary.ofStrings(annotations);
    }

    private static @Nullable Moment moment(String text) {
        try {
            return Moment.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// A generic artifact; without metadata it has an empty map.
    static Struct artifact(Object reference) {
        Object metadata = JsonNumbers.floats(Json.object(reference, "metadata"));
        return ARTIFACT.with(
                Json.text(reference, "artifactType").orElse(""),
                Json.text(reference, "subscriptionName").orElse(""),
                Json.text(reference, "version").orElse(""),
                metadata);
    }
}
