package dev.supercargo.promotion;

import dev.supercargo.git.Git;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.promotion.documents.JsonUpdateStep;
import dev.supercargo.promotion.documents.ParseStep;
import dev.supercargo.promotion.documents.YamlUpdateStep;
import dev.supercargo.promotion.files.CopyStep;
import dev.supercargo.promotion.files.DeleteStep;
import dev.supercargo.promotion.files.FileWriteStep;
import dev.supercargo.promotion.git.GitAccess;
import dev.supercargo.promotion.git.GitSteps;
import dev.supercargo.promotion.http.HttpStep;
import dev.supercargo.promotion.resources.ComposeOutputStep;
import dev.supercargo.promotion.resources.FailStep;
import dev.supercargo.promotion.resources.SetFreightAliasStep;
import dev.supercargo.promotion.resources.SetMetadataStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every kind of steps that Supercargo brings.
public final class BuiltinSteps {
    private BuiltinSteps() {}

    /// One runner for each kind.
    ///
    /// @param kube the API, as the controller that runs the Promotions
    /// @param git repositories, and who may see and change them
    /// @param environment the process' environment: proxies for `http` steps,
    ///     `GIT_PUSH_INTEGRATION_POLICY`
    public static List<StepRunner> list(Kube kube, Git git, GitAccess access, Map<String, String> environment) {
        var steps = new ArrayList<>(
                GitSteps.list(git, access, environment.getOrDefault("GIT_PUSH_INTEGRATION_POLICY", "")));
        steps.addAll(List.of(
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
                ParseStep.yaml()));
        return List.copyOf(steps);
    }
}
