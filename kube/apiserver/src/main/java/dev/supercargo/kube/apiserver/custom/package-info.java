/// Custom resources: whether a definition is sound, and whether an object fits it.
///
/// - **In:** the tree of a CustomResourceDefinition, objects of its kind.
/// - **Out:** field errors, pruned and defaulted objects.
/// - **Does not know:** HTTP, the store, which definitions exist, the life of a definition.
///
/// Start at [CustomResourceSchema].
@NullMarked
package dev.supercargo.kube.apiserver.custom;

import org.jspecify.annotations.NullMarked;
