package dev.supercargo.kube.apiserver.pki;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// New RSA keys. Each takes the better part of a second, so those that a first start needs are made ahead, on other
/// threads and in memory only.
final class RsaKeys {
    private static final int BITS = 2048;

    private final ConcurrentLinkedQueue<CompletableFuture<KeyPair>> ahead = new ConcurrentLinkedQueue<>();

    /// Begins to make a key that [#next] will give.
    void prepare() {
        ahead.add(CompletableFuture.supplyAsync(
                RsaKeys::generate, task -> Thread.ofVirtual().start(task)));
    }

    /// A key that nobody else has got.
    KeyPair next() {
        return Optional.ofNullable(ahead.poll()).map(CompletableFuture::join).orElseGet(RsaKeys::generate);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java makes RSA keys", e);
        }
    }
}
