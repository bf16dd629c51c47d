/// What every part that sends HTTP requests for users has in common.
///
/// - **In:** a host name; the wish not to verify a server.
/// - **Out:** a TLS context that trusts everybody; whether an address is one that only this machine can reach.
/// - **Does not know:** who asks, and why.
/// - **Start at:** [Unverified], [LinkLocal].
@NullMarked
package dev.supercargo.web;

import org.jspecify.annotations.NullMarked;
