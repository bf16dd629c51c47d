package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.ApiResponse;
import dev.supercargo.kube.apiserver.access.ServiceAccountTokens;
import dev.supercargo.meta.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What others need to check the tokens of ServiceAccounts: issuer and public keys (kubernetes-api.md 7.7).
public final class IssuerEndpoint {
    private static final String KEYS = "application/jwk-set+json";

    private final ServiceAccountTokens tokens;
    private final Supplier<String> address;

    /// `address` is host and port of the TLS door.
    public IssuerEndpoint(ServiceAccountTokens tokens, Supplier<String> address) {
        this.tokens = tokens;
        this.address = address;
    }

    Optional<ApiResponse> answer(Exchange exchange) {
        return switch (exchange.info().path().replaceAll("/$", "")) {
            case "/.well-known/openid-configuration" ->
                Optional.of(forAll(Answers.json(200, Json.bytes(tokens.discovery("https://" + address.get())))));
            case "/openid/v1/jwks" -> Optional.of(forAll(keys(exchange)));
            default -> Optional.empty();
        };
    }

    /// These may be kept by everybody for an hour.
    private static ApiResponse forAll(ApiResponse.Complete answer) {
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put("Cache-Control", List.of("public, max-age=3600"));
        return new ApiResponse.Complete(answer.status(), headers, answer.body());
    }

    private ApiResponse.Complete keys(Exchange exchange) {
        List<String> accepted = exchange.request().headerValues("accept");
        boolean fits = accepted.isEmpty()
                || List.of(String.join(",", accepted).split(",", -1)).stream()
                        .map(clause -> clause.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                        .anyMatch(type -> type.equals(KEYS) || type.equals("*/*") || type.equals("application/*"));
        if (!fits) {
            throw ApiError.notAcceptable("only the following media types are accepted: " + KEYS);
        }
        return Answers.complete(200, KEYS, Json.bytes(tokens.keySet()));
    }
}
