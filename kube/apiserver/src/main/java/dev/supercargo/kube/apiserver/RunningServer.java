package dev.supercargo.kube.apiserver;

import dev.supercargo.kube.apiserver.access.AccessQuestion;
import dev.supercargo.kube.apiserver.access.Authorizer;
import dev.supercargo.kube.apiserver.access.Escalation;
import dev.supercargo.kube.apiserver.access.Identity;
import dev.supercargo.kube.apiserver.access.Logins;
import dev.supercargo.kube.apiserver.access.OwnerReferenceRule;
import dev.supercargo.kube.apiserver.access.Rbac;
import dev.supercargo.kube.apiserver.access.Reviews;
import dev.supercargo.kube.apiserver.access.ServiceAccountTokens;
import dev.supercargo.kube.apiserver.admission.AdmissionChain;
import dev.supercargo.kube.apiserver.admission.AdmissionHook;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.kube.apiserver.admission.NamespaceLifecycle;
import dev.supercargo.kube.apiserver.admission.Policies;
import dev.supercargo.kube.apiserver.admission.Webhooks;
import dev.supercargo.kube.apiserver.controllers.Controllers;
import dev.supercargo.kube.apiserver.crd.DefinitionKeeper;
import dev.supercargo.kube.apiserver.front.TlsDoor;
import dev.supercargo.kube.apiserver.kinds.BuiltIns;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.kube.apiserver.registry.Creation;
import dev.supercargo.kube.apiserver.registry.Deletion;
import dev.supercargo.kube.apiserver.registry.FieldOwners;
import dev.supercargo.kube.apiserver.registry.Gate;
import dev.supercargo.kube.apiserver.registry.Reading;
import dev.supercargo.kube.apiserver.registry.Shown;
import dev.supercargo.kube.apiserver.registry.Updating;
import dev.supercargo.kube.apiserver.resources.Catalog;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.apiserver.serve.DiscoveryEndpoint;
import dev.supercargo.kube.apiserver.serve.IssuerEndpoint;
import dev.supercargo.kube.apiserver.serve.PathEndpoint;
import dev.supercargo.kube.apiserver.serve.ResourceEndpoint;
import dev.supercargo.kube.apiserver.serve.Watching;
import dev.supercargo.kube.store.Store;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The server put together: what each part needs, in one place.
final class RunningServer implements ApiServer {
    private final Handler handler;
    private final Authorizer authorizer;
    private final Reading reading;
    private final DefinitionKeeper definitions;
    private final LiveObjects live;
    private final Webhooks webhooks;
    private final Watching watching;
    private final Housekeeping housekeeping;
    private final Controllers controllers;
    private final ApiServerOptions options;
    private volatile @Nullable TlsDoor door;
    private volatile boolean started;

    private RunningServer(Store store, ApiServerOptions options) {
        this.options = options;
        Clock clock = options.clock();
        List<Resource> builtIns = BuiltIns.resources();
        reading = new Reading(store);
        live = new LiveObjects(store, reading, new Catalog(builtIns));
        webhooks = new Webhooks(live::namespace, this::versions);
        var rbac = new Rbac(live);
        authorizer = rbac.recordedBy(options.audit());
        var owners = new FieldOwners(clock);

        var silent = new Gate(new AdmissionChain(List.of(), List.of()), rbac);
        var ownCreation = new Creation(store, silent, owners, clock);
        var ownUpdating = new Updating(store, silent, owners, clock, ownCreation);
        var ownDeletion = new Deletion(store, silent, clock, reading);
        definitions = new DefinitionKeeper(store, builtIns, reading, ownUpdating, ownDeletion, clock);

        new Bootstrap(reading, ownCreation, ownUpdating, definitions).run(options.bootstrap());

        var gate = new Gate(chain(options, rbac), rbac);
        var creation = new Creation(store, gate, owners, clock);
        var updating = new Updating(store, gate, owners, clock, creation);
        var deletion = new Deletion(store, gate, clock, reading);
        var tokens = new ServiceAccountTokens(
                signingKey(options.pki()), ServiceAccountTokens.ISSUER, List.of(ServiceAccountTokens.AUDIENCE), live);
        var logins = new Logins(authorities(options.pki()), options.tokens(), tokens, options.anonymous(), clock);
        watching = new Watching(store);
        var subresources = new OwnSubresources(new Reviews(rbac, options.audit()), logins, tokens, rbac, clock);
        var operations = new ResourceEndpoint.Operations(reading, creation, updating, deletion, owners);
        var checks = new LinkedHashMap<String, Supplier<Optional<String>>>();
        checks.put("ping", Optional::empty);
        checks.put("store", store::trouble);
        checks.put("started", () -> started ? Optional.empty() : Optional.of("not yet"));
        handler = new Handler(
                logins,
                authorizer,
                new ResourceEndpoint(definitions::catalog, operations, subresources, watching),
                new DiscoveryEndpoint(definitions::catalog, this::address),
                new PathEndpoint(definitions::catalog, checks, new IssuerEndpoint(tokens, this::address), clock),
                metrics(store));
        housekeeping = new Housekeeping(store, clock);
        controllers = new Controllers(
                store,
                reading,
                definitions::catalog,
                handler::handle,
                tokens,
                options.pki().map(Pki::authorityPem),
                clock);
    }

    private Metrics metrics(Store store) {
        var metrics = new Metrics(info -> definitions
                .catalog()
                .find(info.group(), info.version(), info.resource())
                .isPresent());
        metrics.gauge("apiserver_longrunning_requests", watching::count);
        metrics.gauge("supercargo_store_revision", store::revision);
        metrics.gauge("supercargo_store_floor", store::floor);
        return metrics;
    }

    /// A server whose bootstrap objects are there and whose definitions are served.
    static ApiServer start(Store store, ApiServerOptions options) {
        var server = new RunningServer(store, options);
        server.definitions.start();
        server.housekeeping.start();
        if (options.controllers()) {
            server.controllers.start();
        }
        server.started = true;
        return server;
    }

    private AdmissionChain chain(ApiServerOptions options, Rbac rbac) {
        var mutating = new ArrayList<AdmissionHook>();
        mutating.add(new NamespaceLifecycle(live::namespace));
        mutating.addAll(options.mutating());
        mutating.add(webhooks.mutating(live.admission("mutatingwebhookconfigurations")));
        var validating = new ArrayList<AdmissionHook>();
        validating.add(AccessRules.escalation(new Escalation(rbac, options.audit())));
        if (options.ownerReferenceRule()) {
            validating.add(AccessRules.owners(new OwnerReferenceRule(
                    rbac,
                    (group, kind) -> definitions.catalog().ofKind(group, kind).map(Resource::type).stream()
                            .toList(),
                    options.audit())));
        }
        validating.add(new Policies(
                live.admission("validatingadmissionpolicies"),
                live.admission("validatingadmissionpolicybindings"),
                live::namespace,
                this::versions));
        validating.addAll(options.validating());
        validating.add(webhooks.validating(live.admission("validatingwebhookconfigurations")));
        return new AdmissionChain(mutating, validating);
    }

    /// The served versions of the resource that a request is about.
    private List<String> versions(Target target) {
        return definitions.catalog().resources().stream()
                .filter(resource -> resource.groupResource().equals(GroupResource.of(target.type())))
                .map(resource -> resource.type().version())
                .toList();
    }

    private static KeyPair signingKey(Optional<Pki> pki) {
        return pki.map(Pki::tokenKey).orElseGet(() -> ProcessKey.KEY);
    }

    /// Signs the tokens of servers that keep no keys; they die with the process.
    private static final class ProcessKey {
        static final KeyPair KEY = generate();

        private static KeyPair generate() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java makes RSA keys", e);
            }
        }
    }

    private static List<X509Certificate> authorities(Optional<Pki> pki) {
        return pki.map(Pki::authority).stream().toList();
    }

    private String address() {
        TlsDoor open = door;
        return "127.0.0.1:" + (open == null ? 443 : open.port());
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return handler.handle(request);
    }

    @Override
    public Optional<KubeObject> peek(Identity who, ResourceType type, ObjectKey key) {
        var question = new AccessQuestion.OnResource(
                "get", type.group(), type.version(), type.plural(), "", key.namespace(), key.name());
        if (!authorizer.answer(who, question).isAllowed()) {
            return Optional.empty();
        }
        return definitions
                .catalog()
                .find(type.group(), type.version(), type.plural())
                .flatMap(resource -> reading.find(resource, key.namespace(), key.name()))
                .map(Shown::object);
    }

    @Override
    public Optional<Boolean> permits(Identity who, Identity subject, AccessQuestion question) {
        var review = AccessQuestion.resource("create", "authorization.k8s.io", "subjectaccessreviews", "", "", "");
        return authorizer.answer(who, review).isAllowed()
                ? Optional.of(authorizer.answer(subject, question).isAllowed())
                : Optional.empty();
    }

    @Override
    public synchronized int start(int port) {
        if (door != null) {
            throw new IllegalStateException("the TLS door is open already, on port " + door.port());
        }
        Pki keys = options.pki()
                .orElseThrow(() -> new IllegalStateException(
                        "the TLS door needs keys: start the server with ApiServerOptions.withPki"));
        TlsDoor opened = TlsDoor.open(keys.serverTls(options.clock().instant()), port, handler::handle);
        door = opened;
        return opened.port();
    }

    @Override
    public synchronized void close() {
        started = false;
        watching.close();
        if (door != null) {
            door.close();
        }
        controllers.close();
        housekeeping.close();
        definitions.close();
        live.close();
        webhooks.close();
    }
}
