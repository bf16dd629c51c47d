/// The promotion kinds (`kargo.akuity.io/v1alpha1`) and the analysis kinds as records, and the definitions that ship.
///
/// - **In:** a stored object (`KubeObject`); reading is lenient, so that one malformed object stops nobody.
/// - **Out:** one record per kind (`Stage.read(object)`), trees of statuses for merge patches ([Wire#write]), the
/// kinds'
///   addresses ([Kinds]), labels and annotations with their meaning, names, [Crds].
/// - **Does not know:** whether an object is right (that is the schema's and admission's business), the clock, the API.
///
/// Start at [Stage]; [Wire] says how trees and records correspond.
@NullMarked
package dev.supercargo.model;

import org.jspecify.annotations.NullMarked;
