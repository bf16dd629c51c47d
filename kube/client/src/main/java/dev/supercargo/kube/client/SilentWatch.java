package dev.supercargo.kube.client;

import dev.supercargo.meta.ResourceType;
import java.time.Instant;

/// A kind whose changes do not arrive: what its cache shows may be old.
///
/// @param type the kind
/// @param why what the API said last, or that the watch does not stand
/// @param since since when that is known
public record SilentWatch(ResourceType type, String why, Instant since) {}
