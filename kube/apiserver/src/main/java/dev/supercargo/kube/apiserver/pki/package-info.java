/// The keys and certificates of a server that runs on one machine.
///
/// - **In:** a data folder (keys are made once and kept there, readable by their owner only).
/// - **Out:** [Pki]: authority, serving certificate, administrator certificate, key of tokens; kubeconfig
///   files.
/// - **Does not know:** HTTP, who may do what.
///
/// Start at [Pki].
@NullMarked
package dev.supercargo.kube.apiserver.pki;

import org.jspecify.annotations.NullMarked;
