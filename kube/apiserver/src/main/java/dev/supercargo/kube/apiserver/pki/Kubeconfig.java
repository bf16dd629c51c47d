package dev.supercargo.kube.apiserver.pki;

import dev.supercargo.meta.Yaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A kubeconfig file with one cluster, one user and one context, complete in itself.
public final class Kubeconfig {
    private Kubeconfig() {}

    /// The file for a user who logs in with a certificate.
    ///
    /// @param name of cluster, context and user alike
    /// @param server URL, such as `https://127.0.0.1:6443`
    public static String withCertificate(String name, String server, String authorityPem, Certified user) {
        var credentials = new LinkedHashMap<String, Object>();
        credentials.put("client-certificate-data", base64(Pki.pem(user.certificate())));
        credentials.put("client-key-data", base64(Pem.of(user.key())));
        return text(name, server, authorityPem, credentials);
    }

    /// The file for a user who logs in with a bearer token.
    public static String withToken(String name, String server, String authorityPem, String token) {
        var credentials = new LinkedHashMap<String, Object>();
        credentials.put("token", token);
        return text(name, server, authorityPem, credentials);
    }

    /// Writes the text to a file of mode 0600, replacing it whole.
    public static void write(Path file, String text) {
        PrivateFiles.write(file, text);
    }

    private static String text(String name, String server, String authorityPem, Map<String, Object> credentials) {
        var cluster = new LinkedHashMap<String, Object>();
        cluster.put("server", server);
        cluster.put("certificate-authority-data", base64(authorityPem));
        var context = new LinkedHashMap<String, Object>();
        context.put("cluster", name);
        context.put("user", name);
        context.put("namespace", "default");
        var file = new LinkedHashMap<String, Object>();
        file.put("apiVersion", "v1");
        file.put("kind", "Config");
        file.put("clusters", List.of(named(name, "cluster", cluster)));
        file.put("users", List.of(named(name, "user", credentials)));
        file.put("contexts", List.of(named(name, "context", context)));
        file.put("current-context", name);
        return Yaml.print(file);
    }

    private static Map<String, Object> named(String name, String what, Map<String, Object> content) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", name);
        entry.put(what, content);
        return entry;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
