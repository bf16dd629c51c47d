package dev.supercargo.promotion.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which proxy a request goes through: the one it names, else what `http_proxy`, `https_proxy` and `no_proxy` say.
final class Proxies {
    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The proxy for an address, or empty for a direct connection.
    Optional<URI> of(URI target, Optional<String> named) {
        if (named.isPresent()) {
            return named.map(URI::create);
        }
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        return variable(secure ? "https_proxy" : "http_proxy")
                .filter(_ -> !isExempt(String.valueOf(target.getHost())))
                .map(text -> URI.create(text.contains("://") ? text : "http://" + text));
    }

    /// What the HTTP client asks.
    static ProxySelector selector(Optional<URI> proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy.map(p -> new Proxy(
                                Proxy.Type.HTTP,
                                InetSocketAddress.createUnresolved(p.getHost(), p.getPort() < 0 ? 80 : p.getPort())))
                        .orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                // the request fails with the same words
            }
        };
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(text -> !text.isEmpty());
    }

    private boolean isExempt(String host) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String entry : variable("no_proxy").orElse("").split(",", -1)) {
            String rule = entry.strip();
            String domain = rule.startsWith(".") ? rule : "." + rule;
            if (rule.equals("*") || (!rule.isEmpty() && (host.equals(rule) || host.endsWith(domain)))) {
                return true;
            }
        }
        return false;
    }
}
