/// What an object must look like: field errors, structural schemas, object metadata.
///
/// - **In:** the `openAPIV3Schema` of a custom resource definition, document trees of objects.
/// - **Out:** [FieldError]s in Kubernetes' own words, pruned and defaulted trees.
/// - **Does not know:** HTTP, the store, rules written in CEL (package `cel`), what is served.
///
/// Start at [StructuralSchema]; object metadata is checked by [Metadata].
@NullMarked
package dev.supercargo.kube.apiserver.schema;

import org.jspecify.annotations.NullMarked;
