package dev.supercargo.golden;

import java.util.List;

/// Every adapter, one per file of cases.
final class Adapters {
    private Adapters() {}

    static List<Adapter> all() {
        return List.of(
                new FlowsAdapter(), //
                new FreightAvailabilityAdapter(), //
                new CredentialsAdapter(), //
                new SelectionAdapter(), //
                new StepConfigAdapter(), //
                new StepEngineAdapter(), //
                new StepFilesAdapter("steps-documents.json"), //
                new StepFilesAdapter("steps-files.json"), //
                new StepGitAdapter(), //
                new StepHttpAdapter(), //
                new StepMiscAdapter(), //
                new SemverAdapter(), //
                new UrlNormalizationAdapter(), //
                new FreightIdentityAdapter(), //
                new AdmissionAdapter(), //
                new PathFiltersAdapter(), //
                new ProjectResourcesAdapter(), //
                new GarbageCollectionAdapter(), //
                new AutoPromotionAdapter(), //
                new ExpressionsLanguageAdapter(), //
                new CrdValidationAdapter(), //
                new ExpressionsTemplatesAdapter(), //
                new ExpressionsKargoAdapter(), //
                KubernetesRequests.inProcess(), //
                KubernetesRequests.overTls(), //
                new HealthAdapter());
    }
}
