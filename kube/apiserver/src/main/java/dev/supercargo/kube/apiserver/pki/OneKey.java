package dev.supercargo.kube.apiserver.pki;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows one certificate to everybody. A key store would do the same after ten thousand rounds of hashing a password
/// that nobody set.
final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "server";

    private final Certified own;
    private final X509Certificate[] chain;

    OneKey(Certified own, X509Certificate authority) {
        this.own = own;
        this.chain = new X509Certificate[] {own.certificate(), authority};
    }

    /// `EC`, or `EC_RSA` for a key of the first kind in a certificate signed by one of the second.
    private boolean isOfType(String type) {
        String algorithm = own.key().getAlgorithm();
        return type.equals(algorithm) || type.startsWith(algorithm + "_");
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
        return isOfType(type) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return isOfType(type) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return isOfType(type) ? new String[] {ALIAS} : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? chain.clone() : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? own.key() : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return null; // this side only serves
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
        return null; // this side only serves
    }
}
