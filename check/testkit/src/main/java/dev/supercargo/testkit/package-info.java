/// Tools for tests: a whole Kubernetes API in the same process, and what helps to wait for it.
///
/// - **In:** objects as JSON, identities.
/// - **Out:** a running [TestCluster], clients for it.
/// - **Does not know:** what is tested.
///
/// Start at [TestCluster].
@NullMarked
package dev.supercargo.testkit;

import org.jspecify.annotations.NullMarked;
