package dev.supercargo.promotion;

import dev.supercargo.kube.client.Kube;
import dev.supercargo.promotion.documents.JsonUpdateStep;
import dev.supercargo.promotion.documents.ParseStep;
import dev.supercargo.promotion.documents.YamlUpdateStep;
import dev.supercargo.promotion.files.CopyStep;
import dev.supercargo.promotion.files.DeleteStep;
import dev.supercargo.promotion.files.FileWriteStep;
import dev.supercargo.promotion.http.HttpStep;
import dev.supercargo.promotion.resources.ComposeOutputStep;
import dev.supercargo.promotion.resources.FailStep;
import dev.supercargo.promotion.resources.SetFreightAliasStep;
import dev.supercargo.promotion.resources.SetMetadataStep;
import java.util.List;
import java.util.Map;

/// Every kind of steps that Supercargo brings.
public final class BuiltinSteps {
    private BuiltinSteps() {}

    /// One runner for each kind.
    ///
    /// @param kube the API, as the controller that runs the Promotions
    /// @param environment the process' environment, for the proxies that `http` steps go through
    public static List<StepRunner> list(Kube kube, Map<String, String> environment) {
        return List.of(
                new ComposeOutputStep(),
                new CopyStep(),
                new DeleteStep(),
                new FailStep(),
                new FileWriteStep(),
                new HttpStep(environment),
                new JsonUpdateStep(),
                new SetFreightAliasStep(kube),
                new SetMetadataStep(kube),
                new YamlUpdateStep(),
                ParseStep.json(),
                ParseStep.yaml());
    }
}
