package dev.supercargo.kube.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kubernetes-api.md` 7.1, 7.6 (tokens) and 7.7.
class LoginsTest {
    private static final KeyPair TOKEN_KEY = newKey();

    @TempDir
    Path folder;

    private final Map<String, KubeObject> objects = new HashMap<>();
    private Instant now = Instant.parse("2025-03-01T12:00:00Z");
    private Pki pki;
    private ServiceAccountTokens tokens;
    private Logins logins;

    @BeforeEach
    void start() {
        pki = Pki.open(folder, now);
        tokens = new ServiceAccountTokens(
                TOKEN_KEY,
                ServiceAccountTokens.ISSUER,
                List.of(ServiceAccountTokens.AUDIENCE),
                (resource, namespace, name) ->
                        Optional.ofNullable(objects.get(resource + "/" + namespace + "/" + name)));
        logins = new Logins(
                List.of(pki.authority()),
                Map.of("fixed", Identity.user("ci", List.of("robots"))),
                tokens,
                true,
                () -> now);
        put(
                "serviceaccounts",
                "{kind: ServiceAccount, metadata: {name: bot, namespace: ns, uid: u1, creationTimestamp: '2025-01-01T00:00:00Z'}}");
        put("secrets", "{kind: Secret, metadata: {name: s, namespace: ns, uid: s1}}");
    }

    /// One for all tests: making one takes long.
    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(String resource, String yaml) {
        KubeObject object = KubeObject.of(Json.asObject(Yaml.parse(yaml)));
        objects.put(resource + "/" + object.namespace() + "/" + object.name(), object);
    }

    private Map<String, Object> request(String yaml) {
        return tokens.request(Json.asObject(Yaml.parse(yaml)), "ns", "bot", now);
    }

    private static String token(Map<String, Object> answer) {
        return Json.text(answer, "status", "token").orElseThrow();
    }

    private Authenticator.Login bearer(String token) {
        return logins.login(Credentials.of(Map.of("Authorization", List.of("Bearer " + token)), List.of()));
    }

    @Test
    void certificatesName() {
        X509Certificate admin = pki.administrator(now).certificate();
        var login = (Authenticator.Login.As) logins.login(new Credentials(List.of(), List.of(admin)));
        assertThat(login.who().username()).isEqualTo(Pki.ADMINISTRATOR);
        assertThat(login.who().groups()).containsExactly("system:masters", "system:authenticated");
        assertThat(login.who().extra().get("authentication.kubernetes.io/credential-id"))
                .singleElement()
                .asString()
                .startsWith("X509SHA256=");
        X509Certificate foreign =
                Pki.open(folder.resolve("other"), now).administrator(now).certificate();
        assertThat(logins.login(new Credentials(List.of(), List.of(foreign))))
                .isEqualTo(new Authenticator.Login.As(Identity.anonymous()));
        now = now.plus(Duration.ofDays(400));
        assertThat(logins.login(new Credentials(List.of(), List.of(admin))))
                .isEqualTo(new Authenticator.Login.As(Identity.anonymous()));
    }

    @Test
    void otherSchemesAreNoCredentialsAndWrongTokensAreRefused() {
        assertThat(logins.login(Credentials.of(Map.of("Authorization", List.of("Basic YTpi")), List.of())))
                .isEqualTo(new Authenticator.Login.As(Identity.anonymous()));
        assertThat(bearer("not.a.token")).isInstanceOf(Authenticator.Login.Refused.class);
        assertThat(bearer("fixed"))
                .isEqualTo(new Authenticator.Login.As(Identity.user("ci", List.of("robots", "system:authenticated"))));
        String web = "base64url.bearer.authorization.k8s.io."
                + Base64.getUrlEncoder().withoutPadding().encodeToString("fixed".getBytes(StandardCharsets.UTF_8));
        assertThat(Credentials.of(Map.of("sec-websocket-protocol", List.of(web + ", v4.channel.k8s.io")), List.of())
                        .bearerTokens())
                .containsExactly("fixed");
    }

    @Test
    void boundTokensAreGoodUntilTheirEndOrThatOfTheirAccount() {
        Map<String, Object> answer = request("spec: {expirationSeconds: 600}");
        assertThat(Json.object(answer, "spec"))
                .containsEntry("audiences", List.of(ServiceAccountTokens.AUDIENCE))
                .containsEntry("boundObjectRef", null);
        assertThat(Json.object(answer, "metadata")).containsEntry("uid", "u1").containsEntry("name", "bot");
        var login = (Authenticator.Login.As) bearer(token(answer));
        assertThat(login.who().username()).isEqualTo("system:serviceaccount:ns:bot");
        assertThat(login.who().uid()).isEqualTo("u1");
        assertThat(login.who().groups())
                .containsExactly("system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated");
        assertThat(login.who().extra().get("authentication.kubernetes.io/credential-id"))
                .singleElement()
                .asString()
                .startsWith("JTI=");
        String forged = token(answer).substring(0, token(answer).length() - 4) + "AAAA";
        assertThat(bearer(forged)).isInstanceOf(Authenticator.Login.Refused.class);
        now = now.plusSeconds(600);
        assertThat(bearer(token(answer)))
                .isEqualTo(new Authenticator.Login.Refused("service account token has expired"));
        now = now.minusSeconds(300);
        put("serviceaccounts", "{kind: ServiceAccount, metadata: {name: bot, namespace: ns, uid: u2}}");
        assertThat(bearer(token(answer))).isInstanceOf(Authenticator.Login.Refused.class);
        objects.remove("serviceaccounts/ns/bot");
        assertThat(bearer(token(answer)))
                .isEqualTo(new Authenticator.Login.Refused("serviceaccounts \"bot\" not found"));
    }

    @Test
    void tokensDieWithWhatTheyAreBoundTo() {
        String token = token(request("spec: {boundObjectRef: {kind: Secret, apiVersion: v1, name: s, uid: s1}}"));
        assertThat(bearer(token)).isInstanceOf(Authenticator.Login.As.class);
        objects.remove("secrets/ns/s");
        assertThat(bearer(token)).isInstanceOf(Authenticator.Login.Refused.class);
    }

    @Test
    void refusesWrongRequests() {
        assertThatThrownBy(() -> request("spec: {expirationSeconds: 60}"))
                .hasMessage("TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value:"
                        + " 60: may not specify a duration less than 10 minutes");
        assertThatThrownBy(() -> request("spec: {boundObjectRef: {kind: Secret, apiVersion: v1, name: nope}}"))
                .hasMessage("secrets \"nope\" not found");
        assertThatThrownBy(() -> request("spec: {boundObjectRef: {kind: ConfigMap, apiVersion: v1, name: x}}"))
                .hasMessage("cannot bind token to object of type /v1, Kind=ConfigMap");
        assertThatThrownBy(() -> request("spec: {boundObjectRef: {kind: Secret, apiVersion: v1, name: s, uid: wrong}}"))
                .hasMessage(
                        "Operation cannot be fulfilled on Secret \"s\": the UID in the bound object reference (wrong)"
                                + " does not match the UID in record. The object might have been deleted and then recreated");
        assertThatThrownBy(() -> tokens.request(Map.of(), "ns", "none", now))
                .hasMessage("serviceaccounts \"none\" not found");
    }

    @Test
    void legacyTokensLiveAsLongAsTheirSecret() {
        KubeObject account = java.util.Objects.requireNonNull(objects.get("serviceaccounts/ns/bot"));
        KubeObject secret = java.util.Objects.requireNonNull(objects.get("secrets/ns/s"));
        String token = tokens.legacyToken(account, secret);
        assertThat(bearer(token))
                .isEqualTo(new Authenticator.Login.Refused("service account token has been invalidated"));
        String stored = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        objects.put("secrets/ns/s", secret.with(stored, "data", "token"));
        var login = (Authenticator.Login.As) bearer(token);
        assertThat(login.who().extra()).isEmpty();
    }

    @Test
    void reviewsTokens() {
        String other = token(request("spec: {audiences: [x]}"));
        assertThat(review(other, "[x, y]"))
                .containsEntry("authenticated", true)
                .containsEntry("audiences", List.of("x"));
        assertThat(review(other, "[]"))
                .isEqualTo(Map.of(
                        "user",
                        Map.of(),
                        "error",
                        "[invalid bearer token, token audiences [\"x\"] is invalid for the target audiences"
                                + " [\"https://kubernetes.default.svc\"]]"));
        assertThat(review("bad", "[]")).isEqualTo(Map.of("user", Map.of(), "error", "invalid bearer token"));
        assertThatThrownBy(() -> review("", "[]")).hasMessage("token is required for TokenReview in authentication");
    }

    private Map<String, Object> review(String token, String audiences) {
        String yaml = "spec: {token: '" + token + "', audiences: " + audiences + "}";
        return Json.object(logins.review(Json.asObject(Yaml.parse(yaml))), "status");
    }
}
