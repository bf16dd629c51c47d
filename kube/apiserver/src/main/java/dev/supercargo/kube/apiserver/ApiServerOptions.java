package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.apiserver.admission.AdmissionHook;
import dev.supercargo.meta.KubeObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// How an [ApiServer] is to be.
///
/// - `bootstrap`: objects that are created at start, or brought up to date (CRDs, roles, bindings, namespaces), in
///   this order and before the server answers anybody;
/// - `mutating`, `validating`: admission hooks of the embedding program, in order;
/// - `ownerReferenceRule`: whether `OwnerReferencesPermissionEnforcement` applies;
/// - `audit`: is told every answer about access;
/// - `controllers`: whether the garbage collector, the namespace controller and their like run.
public record ApiServerOptions(
        List<KubeObject> bootstrap,
        List<AdmissionHook> mutating,
        List<AdmissionHook> validating,
        boolean ownerReferenceRule,
        boolean controllers,
        AccessListener audit,
        Clock clock) {
    public ApiServerOptions {
        bootstrap = List.copyOf(bootstrap);
        mutating = List.copyOf(mutating);
        validating = List.copyOf(validating);
    }

    /// No hooks, no objects of one's own; the owner-reference rule and the controllers are on.
    public static ApiServerOptions standard() {
        return new ApiServerOptions(List.of(), List.of(), List.of(), true, true, (_, _, _) -> {}, Clock.systemUTC());
    }

    /// These options with more bootstrap objects.
    public ApiServerOptions withBootstrap(List<KubeObject> more) {
        return new ApiServerOptions(
                joined(bootstrap, more), mutating, validating, ownerReferenceRule, controllers, audit, clock);
    }

    /// These options with one more hook that may change objects.
    public ApiServerOptions withMutating(AdmissionHook hook) {
        return new ApiServerOptions(
                bootstrap, joined(mutating, List.of(hook)), validating, ownerReferenceRule, controllers, audit, clock);
    }

    /// These options with one more hook that may refuse objects.
    public ApiServerOptions withValidating(AdmissionHook hook) {
        return new ApiServerOptions(
                bootstrap, mutating, joined(validating, List.of(hook)), ownerReferenceRule, controllers, audit, clock);
    }

    /// These options with another listener to answers about access.
    public ApiServerOptions withAudit(AccessListener listener) {
        return new ApiServerOptions(bootstrap, mutating, validating, ownerReferenceRule, controllers, listener, clock);
    }

    /// These options with another clock.
    public ApiServerOptions withClock(Clock other) {
        return new ApiServerOptions(bootstrap, mutating, validating, ownerReferenceRule, controllers, audit, other);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
