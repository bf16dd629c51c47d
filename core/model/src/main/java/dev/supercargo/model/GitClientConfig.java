package dev.supercargo.model;

import org.jspecify.annotations.Nullable;

/// Identity of the Git client that promotions commit with.
///
/// - `name`: name of the committer.
/// - `email`: mail address of the committer.
/// - `signingKeySecret`: Secret with the key that signs commits, under `signingKey`.
public record GitClientConfig(
        @Required String name,
        @Required String email,
        @Nullable LocalReference signingKeySecret) {}
