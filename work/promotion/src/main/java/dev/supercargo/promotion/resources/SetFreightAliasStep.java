package dev.supercargo.promotion.resources;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.WorldException;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Labels;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import java.util.Map;
import java.util.Optional;

/// `set-freight-alias`: another alias for a piece of Freight of the Project (steps.md 12.2). Whatever stands in the
/// way ends the step: an alias that is refused now will be refused again.
public final class SetFreightAliasStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Kube kube;

    public SetFreightAliasStep(Kube kube) {
        this.kube = kube;
    }

    @Override
    public String kind() {
        return "set-freight-alias";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        String project = context.promotion().project();
        String name = context.config().text("name");
        String alias = context.config().text("alias");
        var key = new ObjectKey(project, name);
        try {
            KubeObject freight = kube.get(Kinds.FREIGHT, key)
                    .orElseThrow(() ->
                            StepFailure.failed("freight \"%s\" not found in project \"%s\"".formatted(name, project)));
            String before = Json.text(freight.view(), "alias").orElse("");
            kube.patch(
                    Kinds.FREIGHT,
                    key,
                    Map.of("alias", alias, "metadata", Map.of("labels", Map.of(Labels.ALIAS, alias))));
            String message = "updated alias of Freight \"%s\" from \"%s\" to \"%s\"".formatted(name, before, alias);
            return new StepOutcome.Succeeded(null, message, Optional.empty());
        } catch (WorldException e) {
            return StepOutcome.failed("error updating alias of Freight \"%s\" in project \"%s\": %s"
                    .formatted(name, project, e.getMessage()));
        }
    }
}
