/// Reads the protobuf bodies that kubectl and client-go send for built-in kinds (`kubernetes-api.md`
/// Appendix A). Answers are JSON always, so nothing is written.
///
/// - **In:** bytes that begin with `k8s\0`.
/// - **Out:** the tree that the same object has in JSON.
/// - **Does not know:** any kind by name: field numbers, names and types are data (`messages.json`, taken
///   from the published Go types of Kubernetes 1.36).
///
/// Start at [ProtobufBody].
@NullMarked
package dev.supercargo.kube.apiserver.proto;

import org.jspecify.annotations.NullMarked;
