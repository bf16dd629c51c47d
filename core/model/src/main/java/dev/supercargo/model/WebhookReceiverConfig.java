package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// An inbound webhook: a name and exactly one block that tells its type.
///
/// - `name`: name of the receiver.
/// - `bitbucket`: receives webhooks of Bitbucket.
/// - `dockerhub`: receives webhooks of Docker Hub.
/// - `github`: receives webhooks of GitHub.
/// - `gitlab`: receives webhooks of GitLab.
/// - `quay`: receives webhooks of Quay.
/// - `artifactory`: receives webhooks of JFrog Artifactory.
/// - `azure`: receives webhooks of Azure Container Registry and Azure DevOps.
/// - `gitea`: receives webhooks of Gitea.
/// - `harbor`: receives webhooks of Harbor.
/// - `generic`: receives any webhook.
public record WebhookReceiverConfig(
        @Required String name,
        @Nullable SecretReceiver bitbucket,
        @Nullable SecretReceiver dockerhub,
        @Nullable SecretReceiver github,
        @Nullable SecretReceiver gitlab,
        @Nullable SecretReceiver quay,
        @Nullable ArtifactoryReceiver artifactory,
        @Nullable SecretReceiver azure,
        @Nullable SecretReceiver gitea,
        @Nullable SecretReceiver harbor,
        @Nullable GenericReceiver generic) {}
