/// What a cluster must hold before the components run.
///
/// - **In:** grants, definitions, rules of admission; the namespace and the webhook's place.
/// - **Out:** manifests: as a YAML stream, and as files of the Helm chart.
/// - **Does not know:** any cluster.
///
/// Start at [Installation].
@NullMarked
package dev.supercargo.app.install;

import org.jspecify.annotations.NullMarked;
