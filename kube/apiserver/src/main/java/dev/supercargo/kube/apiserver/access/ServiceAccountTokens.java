package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Issues and checks the tokens of ServiceAccounts (`kubernetes-api.md` 7.6, 7.7).
public final class ServiceAccountTokens {
    /// The issuer of a cluster that was not told another one.
    public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

    /// The audience of the API server itself.
    public static final String AUDIENCE = "https://kubernetes.default.svc";

    private static final String LEGACY_ISSUER = "kubernetes/serviceaccount";
    private static final String LEGACY = "kubernetes.io/serviceaccount/";
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final long SHORTEST = 600;
    private static final long LONGEST = 1L << 32;
    private static final Map<String, String> BINDABLE = Map.of("Secret", "secrets", "Pod", "pods", "Node", "nodes");

    private final JsonWebToken tokens;
    private final String issuer;
    private final List<String> audiences;
    private final TokenObjects objects;

    /// @param key RSA key that signs; kept with the store, else all tokens die with the process
    /// @param issuer `iss` of the tokens
    /// @param audiences those of the API server: used where a request names none
    public ServiceAccountTokens(KeyPair key, String issuer, List<String> audiences, TokenObjects objects) {
        this.tokens = new JsonWebToken(key);
        this.issuer = issuer;
        this.audiences = List.copyOf(audiences);
        this.objects = objects;
    }

    /// What a token turned out to be.
    public sealed interface Check {
        /// Good: whose it is, and which of the wanted audiences it is for.
        record Good(Identity who, List<String> audiences) implements Check {}

        /// Signed here, but no longer good, or not for this audience.
        record Bad(String why) implements Check {}

        /// No token of ours at all.
        record Foreign() implements Check {}
    }

    /// The public keys, served at `/openid/v1/jwks`.
    public Map<String, Object> keySet() {
        return tokens.keySet();
    }

    /// The document served at `/.well-known/openid-configuration`.
    public Map<String, Object> discovery(String serverUrl) {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuer);
        document.put("jwks_uri", serverUrl + "/openid/v1/jwks");
        document.put("response_types_supported", List.of("id_token"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return document;
    }

    /// The audiences of the API server.
    public List<String> audiences() {
        return audiences;
    }

    /// Answers `POST serviceaccounts/<name>/token`.
    ///
    /// @throws ApiError 404 without such an account or bound object, 409 when that has another uid, 400 when
    ///     its kind cannot be bound to, 422 for a wrong duration
    public Map<String, Object> request(Map<String, Object> body, String namespace, String name, Instant now) {
        KubeObject account = objects.find("serviceaccounts", namespace, name)
                .orElseThrow(() -> ApiError.notFound(new GroupResource("", "serviceaccounts"), name));
        String given = Json.text(body, "metadata", "name").orElse(name);
        if (!given.isEmpty() && !given.equals(name)) {
            FieldError error =
                    FieldError.invalid("metadata.name", given, "must match the service account name if specified");
            throw ApiError.invalid("authentication.k8s.io", "TokenRequest", name, Reviews.causes(List.of(error)));
        }
        List<String> wanted = texts(Json.list(body, "spec", "audiences"));
        List<String> granted = wanted.isEmpty() ? audiences : wanted;
        long seconds =
                Json.at(body, "spec", "expirationSeconds").orElse(3600L) instanceof Number n ? n.longValue() : 3600;
        checkDuration(seconds);
        Optional<Object> bound = Json.at(body, "spec", "boundObjectRef");
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issued.plusSeconds(seconds);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("aud", granted);
        claims.put("exp", expires.getEpochSecond());
        claims.put("iat", issued.getEpochSecond());
        claims.put("iss", issuer);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("kubernetes.io", privateClaims(account, bound));
        claims.put("nbf", issued.getEpochSecond());
        claims.put("sub", subject(namespace, name));

        var spec = new LinkedHashMap<String, Object>();
        spec.put("audiences", new ArrayList<Object>(granted));
        spec.put("expirationSeconds", seconds);
        Json.putNullable(spec, "boundObjectRef", bound.orElse(null));
        var status = new LinkedHashMap<String, Object>();
        status.put("token", tokens.sign(claims));
        status.put("expirationTimestamp", expires.toString());
        return Reviews.answer("authentication.k8s.io/v1", "TokenRequest", metadata(account), spec, status);
    }

    private static Map<String, Object> metadata(KubeObject account) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", account.name());
        metadata.put("namespace", account.namespace());
        metadata.put("uid", account.uid());
        Json.text(account.view(), "metadata", "creationTimestamp")
                .ifPresent(time -> metadata.put("creationTimestamp", time));
        return metadata;
    }

    private static void checkDuration(long seconds) {
        String field = "spec.expirationSeconds";
        var errors = new ArrayList<FieldError>();
        if (seconds < SHORTEST) {
            errors.add(FieldError.invalid(field, seconds, "may not specify a duration less than 10 minutes"));
        }
        if (seconds > LONGEST) {
            errors.add(FieldError.invalid(field, seconds, "may not specify a duration larger than 2^32 seconds"));
        }
        if (!errors.isEmpty()) {
            throw ApiError.invalid("authentication.k8s.io", "TokenRequest", "", Reviews.causes(errors));
        }
    }

    private Map<String, Object> privateClaims(KubeObject account, Optional<Object> bound) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("namespace", account.namespace());
        bound.ifPresent(reference -> {
            KubeObject target = boundObject(reference, account.namespace());
            claims.put(target.kind().toLowerCase(java.util.Locale.ROOT), nameAndUid(target));
        });
        claims.put("serviceaccount", nameAndUid(account));
        return claims;
    }

    private KubeObject boundObject(Object reference, String namespace) {
        String kind = Json.text(reference, "kind").orElse("");
        String version = Json.text(reference, "apiVersion").orElse("");
        String name = Json.text(reference, "name").orElse("");
        String resource = BINDABLE.getOrDefault(kind, "");
        if (!version.equals("v1") || resource.isEmpty()) {
            String shown = version.contains("/") ? version : "/" + version;
            throw ApiError.badRequest("cannot bind token to object of type " + shown + ", Kind=" + kind);
        }
        if (name.isEmpty()) {
            throw ApiError.badRequest("Name parameter required.");
        }
        KubeObject target = objects.find(resource, kind.equals("Node") ? "" : namespace, name)
                .orElseThrow(() -> ApiError.notFound(new GroupResource("", resource), name));
        String uid = Json.text(reference, "uid").orElse("");
        if (!uid.isEmpty() && !uid.equals(target.uid())) {
            throw ApiError.conflict(
                    new GroupResource("", kind),
                    name,
                    "the UID in the bound object reference (" + uid + ") does not match the UID in record."
                            + " The object might have been deleted and then recreated");
        }
        return KubeObject.of(Json.copy(target.view())).with(kind, "kind");
    }

    private static Map<String, Object> nameAndUid(KubeObject object) {
        var reference = new LinkedHashMap<String, Object>();
        reference.put("name", object.name());
        reference.put("uid", object.uid());
        return reference;
    }

    /// The token for a Secret of type `kubernetes.io/service-account-token`: without end, as long as both
    /// exist.
    public String legacyToken(KubeObject account, KubeObject secret) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", LEGACY_ISSUER);
        claims.put(LEGACY + "namespace", account.namespace());
        claims.put(LEGACY + "secret.name", secret.name());
        claims.put(LEGACY + "service-account.name", account.name());
        claims.put(LEGACY + "service-account.uid", account.uid());
        claims.put("sub", subject(account.namespace(), account.name()));
        return tokens.sign(claims);
    }

    /// Checks a token for one of the audiences (empty: those of the API server).
    public Check check(String token, List<String> wanted, Instant now) {
        Optional<Map<String, Object>> claims = tokens.verified(token);
        if (claims.isEmpty()) {
            return new Check.Foreign();
        }
        List<String> targets = wanted.isEmpty() ? audiences : wanted;
        String from = Json.text(claims.get(), "iss").orElse("");
        if (from.equals(LEGACY_ISSUER)) {
            return checkLegacy(claims.get(), token, targets, now);
        }
        return from.equals(issuer) ? checkBound(claims.get(), targets, now) : new Check.Foreign();
    }

    private Check checkBound(Map<String, Object> claims, List<String> targets, Instant now) {
        Instant expires = Instant.ofEpochSecond(number(claims, "exp"));
        Instant begins = Instant.ofEpochSecond(number(claims, "nbf"));
        if (!now.isBefore(expires)) {
            return new Check.Bad("service account token has expired");
        }
        if (now.plus(LEEWAY).isBefore(begins)) {
            return new Check.Bad("service account token is not valid yet");
        }
        List<String> own = texts(Json.list(claims, "aud"));
        List<String> common = targets.stream().filter(own::contains).toList();
        if (common.isEmpty()) {
            return new Check.Bad(
                    "token audiences " + quoted(own) + " is invalid for the target audiences " + quoted(targets));
        }
        Map<String, Object> about = Json.object(claims, "kubernetes.io");
        String namespace = Json.text(about, "namespace").orElse("");
        Optional<String> gone = goneAccount(
                namespace,
                Json.text(about, "serviceaccount", "name").orElse(""),
                Json.text(about, "serviceaccount", "uid").orElse(""),
                now);
        if (gone.isEmpty()) {
            gone = BINDABLE.values().stream()
                    .map(resource -> goneTarget(about, resource, namespace, now))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (gone.isPresent()) {
            return new Check.Bad(gone.get());
        }
        var extra = new LinkedHashMap<String, List<String>>();
        Json.text(claims, "jti")
                .ifPresent(jti -> extra.put("authentication.kubernetes.io/credential-id", List.of("JTI=" + jti)));
        podExtra(about, extra);
        return good(
                namespace,
                Json.text(about, "serviceaccount", "name").orElse(""),
                Json.text(about, "serviceaccount", "uid").orElse(""),
                extra,
                common);
    }

    private static void podExtra(Map<String, Object> about, Map<String, List<String>> extra) {
        for (String kind : List.of("pod", "node")) {
            for (String part : List.of("name", "uid")) {
                Json.text(about, kind, part)
                        .ifPresent(value ->
                                extra.put("authentication.kubernetes.io/" + kind + "-" + part, List.of(value)));
            }
        }
    }

    private Check checkLegacy(Map<String, Object> claims, String token, List<String> targets, Instant now) {
        String namespace = Json.text(claims, LEGACY + "namespace").orElse("");
        String name = Json.text(claims, LEGACY + "service-account.name").orElse("");
        String uid = Json.text(claims, LEGACY + "service-account.uid").orElse("");
        Optional<String> gone = goneAccount(namespace, name, uid, now);
        if (gone.isPresent()) {
            return new Check.Bad(gone.get());
        }
        String secretName = Json.text(claims, LEGACY + "secret.name").orElse("");
        boolean kept = objects.find("secrets", namespace, secretName)
                .filter(secret -> !isGone(secret, now))
                .flatMap(secret -> Json.text(secret.view(), "data", "token"))
                .filter(stored -> stored.equals(java.util.Base64.getEncoder()
                        .encodeToString(token.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isPresent();
        if (!kept) {
            return new Check.Bad("service account token has been invalidated");
        }
        List<String> common = targets.stream().filter(audiences::contains).toList();
        return common.isEmpty()
                ? new Check.Bad("token audiences " + quoted(audiences) + " is invalid for the target audiences "
                        + quoted(targets))
                : good(namespace, name, uid, Map.of(), common);
    }

    private static Check good(
            String namespace, String name, String uid, Map<String, List<String>> extra, List<String> audiences) {
        return new Check.Good(
                new Identity(subject(namespace, name), uid, Identity.serviceAccountGroups(namespace), extra)
                        .authenticated(),
                audiences);
    }

    private Optional<String> goneAccount(String namespace, String name, String uid, Instant now) {
        Optional<KubeObject> account = objects.find("serviceaccounts", namespace, name);
        if (account.isEmpty()) {
            return Optional.of("serviceaccounts \"" + name + "\" not found");
        }
        if (isGone(account.get(), now)) {
            return Optional.of("service account " + namespace + "/" + name + " has been deleted");
        }
        return account.get().uid().equals(uid)
                ? Optional.empty()
                : Optional.of("service account UID (" + account.get().uid() + ") does not match claim (" + uid + ")");
    }

    private Optional<String> goneTarget(Map<String, Object> about, String resource, String namespace, Instant now) {
        String kind = resource.substring(0, resource.length() - 1);
        // the node of a pod's token is told for information; only a token bound to the node alone depends on it
        if (Json.at(about, kind).isEmpty()
                || (kind.equals("node") && Json.at(about, "pod").isPresent())) {
            return Optional.empty();
        }
        String name = Json.text(about, kind, "name").orElse("");
        String uid = Json.text(about, kind, "uid").orElse("");
        return objects.find(resource, kind.equals("node") ? "" : namespace, name)
                        .filter(target -> !isGone(target, now) && target.uid().equals(uid))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("service account token has been invalidated");
    }

    private static boolean isGone(KubeObject object, Instant now) {
        return Json.text(object.view(), "metadata", "deletionTimestamp")
                .flatMap(KubeObject::instant)
                .filter(deleted -> deleted.plus(GRACE).isBefore(now))
                .isPresent();
    }

    private static String subject(String namespace, String name) {
        return "system:serviceaccount:" + namespace + ":" + name;
    }

    private static long number(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number n ? n.longValue() : 0;
    }

    private static List<String> texts(@Nullable Object values) {
        return values instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String quoted(List<String> values) {
        return values.stream().map(FieldError::quote).collect(Collectors.joining(" ", "[", "]"));
    }
}
