package dev.supercargo.kube.apiserver.access;

import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signed tokens (JWS compact, RS256) of one RSA key.
final class JsonWebToken {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair key;
    private final String keyId;

    JsonWebToken(KeyPair key) {
        if (!(key.getPublic() instanceof RSAPublicKey)) {
            throw new IllegalArgumentException("tokens are signed with an RSA key, this one is "
                    + key.getPublic().getAlgorithm());
        }
        this.key = key;
        this.keyId = idOf(key.getPublic());
    }

    private static String idOf(PublicKey key) {
        try {
            return ENCODER.encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    String sign(Map<String, Object> claims) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "RS256");
        header.put("kid", keyId);
        String content = encoded(Json.bytes(header)) + "." + encoded(Json.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the token key", e);
        }
    }

    /// The claims of a token that this key has signed; empty for everything else.
    Optional<Map<String, Object>> verified(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            Map<String, Object> header = Json.parseObject(decoder.decode(parts[0]));
            if (!"RS256".equals(header.get("alg")) || !keyId.equals(header.getOrDefault("kid", keyId))) {
                return Optional.empty();
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
            return signature.verify(decoder.decode(parts[2]))
                    ? Optional.of(Json.parseObject(decoder.decode(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty(); // not base64, not JSON, or no signature of this form
        }
    }

    /// The public key as a JSON web key set.
    Map<String, Object> keySet() {
        var jwk = new LinkedHashMap<String, Object>();
        jwk.put("use", "sig");
        jwk.put("kty", "RSA");
        jwk.put("kid", keyId);
        jwk.put("alg", "RS256");
        if (key.getPublic() instanceof RSAPublicKey rsa) {
            jwk.put("n", encoded(unsigned(rsa.getModulus().toByteArray())));
            jwk.put("e", encoded(unsigned(rsa.getPublicExponent().toByteArray())));
        }
        var set = new LinkedHashMap<String, Object>();
        set.put("keys", List.of(jwk));
        return set;
    }

    private static byte[] unsigned(byte[] number) {
        return number.length > 1 && number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String encoded(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
