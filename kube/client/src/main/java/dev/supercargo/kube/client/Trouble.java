package dev.supercargo.kube.client;

import dev.supercargo.meta.Failure;
import java.time.Instant;

/// A key whose turns fail, one after the other.
///
/// @param failure how the last one failed
/// @param since when the first of them did
/// @param next when it is tried again
/// @param attempts how many there were
public record Trouble(Failure failure, Instant since, Instant next, int attempts) {}
