/// The rules of admission as an HTTPS webhook of a cluster.
///
/// - **In:** `AdmissionReview` requests of an API server.
/// - **Out:** its responses; and the configurations by which an API server finds the webhook.
/// - **Does not know:** any rule, nor where its certificate comes from.
///
/// Start at [WebhookServer].
@NullMarked
package dev.supercargo.admission.webhook;

import org.jspecify.annotations.NullMarked;
