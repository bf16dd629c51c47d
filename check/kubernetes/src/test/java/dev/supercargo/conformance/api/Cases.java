package dev.supercargo.conformance.api;

import java.util.List;
import java.util.stream.Stream;

/// All cases, under the names of the specification's plan (kubernetes-api.md 16). What that plan asks of a real client
/// is elsewhere: `GoClientTest`, `KubectlTest`, `KubeClientTest`, `WebhooksTest`, `RestartTest`.
final class Cases {
    private Cases() {}

    static final List<Case> ALL = Stream.of(
                    DiscoveryCases.ALL,
                    WritingCases.CREATE,
                    WritingCases.UPDATE,
                    PatchCases.ALL,
                    ReadingCases.LIST,
                    ReadingCases.WATCH,
                    EndingCases.ALL,
                    ApplyCases.ALL,
                    DefinitionCases.ALL,
                    AccessCases.ALL,
                    AdmissionCases.ALL,
                    OddInputCases.ALL,
                    WrittenRulesCases.ALL)
            .flatMap(List::stream)
            .toList();
}
