package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.AccessListener;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.admission.AdmissionHook;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.meta.KubeObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an [ApiServer] is to be. Begin with [#standard] and say what differs.
public final class ApiServerOptions {
    private final List<KubeObject> bootstrap = new ArrayList<>();
    private final List<AdmissionHook> mutating = new ArrayList<>();
    private final List<AdmissionHook> validating = new ArrayList<>();
    private Map<String, Identity> tokens = Map.of();
    private boolean ownerReferenceRule = true;
    private boolean controllers = true;
    private boolean anonymous;
    private AccessListener audit = (_, _, _) -> {};
    private Clock clock = Clock.systemUTC();
    private Optional<Pki> pki = Optional.empty();

    private ApiServerOptions() {}

    /// No hooks and no objects of one's own; the owner-reference rule and the controllers are on.
    public static ApiServerOptions standard() {
        return new ApiServerOptions();
    }

    private ApiServerOptions copy() {
        var copy = new ApiServerOptions();
        copy.bootstrap.addAll(bootstrap);
        copy.mutating.addAll(mutating);
        copy.validating.addAll(validating);
        copy.tokens = tokens;
        copy.ownerReferenceRule = ownerReferenceRule;
        copy.controllers = controllers;
        copy.anonymous = anonymous;
        copy.audit = audit;
        copy.clock = clock;
        copy.pki = pki;
        return copy;
    }

    /// More objects that are created at start, or brought up to date (definitions, roles, bindings, namespaces), in
    /// this order and before the server answers anybody. Admission hooks are not asked about them.
    public ApiServerOptions withBootstrap(List<KubeObject> more) {
        ApiServerOptions copy = copy();
        copy.bootstrap.addAll(more);
        return copy;
    }

    /// One more hook that may change objects.
    public ApiServerOptions withMutating(AdmissionHook hook) {
        ApiServerOptions copy = copy();
        copy.mutating.add(hook);
        return copy;
    }

    /// One more hook that may refuse objects.
    public ApiServerOptions withValidating(AdmissionHook hook) {
        ApiServerOptions copy = copy();
        copy.validating.add(hook);
        return copy;
    }

    /// Bearer tokens that are good as long as the server lives, and whose they are.
    public ApiServerOptions withTokens(Map<String, Identity> fixed) {
        ApiServerOptions copy = copy();
        copy.tokens = Map.copyOf(fixed);
        return copy;
    }

    /// Whether `OwnerReferencesPermissionEnforcement` applies.
    public ApiServerOptions withOwnerReferenceRule(boolean on) {
        ApiServerOptions copy = copy();
        copy.ownerReferenceRule = on;
        return copy;
    }

    /// Whether the garbage collector, the namespace controller and their like run.
    public ApiServerOptions withControllers(boolean on) {
        ApiServerOptions copy = copy();
        copy.controllers = on;
        return copy;
    }

    /// Whether somebody without credentials is `system:anonymous`, rather than refused everything but health.
    public ApiServerOptions withAnonymous(boolean on) {
        ApiServerOptions copy = copy();
        copy.anonymous = on;
        return copy;
    }

    /// Who is told every answer about access.
    public ApiServerOptions withAudit(AccessListener listener) {
        ApiServerOptions copy = copy();
        copy.audit = listener;
        return copy;
    }

    public ApiServerOptions withClock(Clock other) {
        ApiServerOptions copy = copy();
        copy.clock = other;
        return copy;
    }

    /// The keys and certificates of the TLS door, without which it cannot be opened, and of ServiceAccount tokens,
    /// which else die with the process.
    public ApiServerOptions withPki(Pki keys) {
        ApiServerOptions copy = copy();
        copy.pki = Optional.of(keys);
        return copy;
    }

    List<KubeObject> bootstrap() {
        return List.copyOf(bootstrap);
    }

    List<AdmissionHook> mutating() {
        return List.copyOf(mutating);
    }

    List<AdmissionHook> validating() {
        return List.copyOf(validating);
    }

    Map<String, Identity> tokens() {
        return tokens;
    }

    boolean anonymous() {
        return anonymous;
    }

    boolean ownerReferenceRule() {
        return ownerReferenceRule;
    }

    boolean controllers() {
        return controllers;
    }

    AccessListener audit() {
        return audit;
    }

    Clock clock() {
        return clock;
    }

    Optional<Pki> pki() {
        return pki;
    }
}
