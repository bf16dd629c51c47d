package dev.supercargo.promotion.resources;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.MergePatch;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.Map;

/// `set-metadata`: keys of the `status.metadata` of Stages and Freight of the Project; `null` removes a key
/// (steps.md 12.1). Earlier updates stay when a later one fails.
public final class SetMetadataStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Kube kube;

    public SetMetadataStep(Kube kube) {
        this.kube = kube;
    }

    @Override
    public String kind() {
        return "set-metadata";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        context.config()
                .items("updates")
                .forEach(update -> apply(context.promotion().project(), update));
        return StepOutcome.succeeded();
    }

    private void apply(String project, StepConfig update) {
        String kind = update.text("kind");
        ResourceType type = kind.equals("Stage") ? Kinds.STAGE : Kinds.FREIGHT;
        var key = new ObjectKey(project, update.text("name"));
        KubeObject object;
        try {
            object = kube.get(type, key)
                    .orElseThrow(() -> StepFailure.errored(
                            "error getting %s: %s \"%s\" not found".formatted(kind, type, key.name())));
        } catch (WorldException e) {
            throw StepFailure.errored("error getting " + kind + ": " + e.getMessage());
        }
        try {
            write(type, key, object, Json.object(update.tree(), "values"));
        } catch (WorldException | IllegalArgumentException e) {
            throw StepFailure.errored("error updating metadata for %s \"%s\" in namespace \"%s\": %s"
                    .formatted(kind, key.name(), project, e.getMessage()));
        }
    }

    private void write(ResourceType type, ObjectKey key, KubeObject object, Map<String, Object> values) {
        Map<String, Object> before = Json.object(object.view(), "status", "metadata");
        Map<String, Object> after = Json.copy(before);
        values.forEach((name, value) -> {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("key must not be empty");
            }
            if (value == null) {
                after.remove(name);
            } else {
                after.put(name, value);
            }
        });
        Map<String, Object> patch = MergePatch.between(before, after);
        if (!patch.isEmpty()) {
            kube.patchStatus(type, key, Map.of("status", Map.of("metadata", patch)));
        }
    }
}
