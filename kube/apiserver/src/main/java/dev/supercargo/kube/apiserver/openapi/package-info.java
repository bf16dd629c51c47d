/// Schemas of built-in kinds as data, and the OpenAPI documents that clients read.
///
/// - **In:** the published schemas of Kubernetes, reduced to the kinds that are served; what a server serves.
/// - **Out:** structural schemas of built-in kinds; OpenAPI v3 and v2 documents.
/// - **Does not know:** HTTP, the store.
///
/// Start at [BuiltinSchemas] and [OpenApiDocuments].
@NullMarked
package dev.supercargo.kube.apiserver.openapi;

import org.jspecify.annotations.NullMarked;
