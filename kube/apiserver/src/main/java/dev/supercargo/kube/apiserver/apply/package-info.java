/// Server-side apply and the book-keeping about who owns which field (`kubernetes-api.md` 5.4 to 5.7).
///
/// - **In:** the stored object, what is wished or written, who writes, the schema.
/// - **Out:** the object with its `managedFields`; conflicts as [dev.supercargo.kube.apiserver.ApiError].
/// - **Does not know:** the store, admission, defaults, whether the result is valid.
///
/// Start at [FieldOwnership]. A [FieldSet] is a set of places in an object; [SchemaNode] says how a value is
/// divided into places that can be owned; [Difference], [Merge] and [Prune] are the three walks over two or
/// three trees.
@NullMarked
package dev.supercargo.kube.apiserver.apply;

import org.jspecify.annotations.NullMarked;
