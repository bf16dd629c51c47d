package dev.supercargo.kube.apiserver.serve;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The version of the API that this server speaks.
final class Version {
    private Version() {}

    static Map<String, Object> tree() {
        String arch = switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "aarch64", "arm64" -> "arm64";
            default -> "amd64";
        };
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = system.contains("mac") ? "darwin" : system.contains("win") ? "windows" : "linux";
        var tree = new LinkedHashMap<String, Object>();
        tree.put("major", "1");
        tree.put("minor", "33");
        tree.put("gitVersion", "v1.33.0+supercargo");
        tree.put("gitCommit", "0000000000000000000000000000000000000000");
        tree.put("gitTreeState", "clean");
        tree.put("buildDate", "2026-01-01T00:00:00Z");
        tree.put("goVersion", "none");
        tree.put("compiler", "javac");
        tree.put("platform", os + "/" + arch);
        return tree;
    }
}
