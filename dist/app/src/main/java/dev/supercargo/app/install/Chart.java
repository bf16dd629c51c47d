package dev.supercargo.app.install;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The generated files of the Helm chart: the same objects as [Installation] prints, with the release's namespace in
/// place of a fixed one. The rest of the chart (deployments, values) is written by hand.
public final class Chart {
    static final String NAMESPACE = "{{ .Release.Namespace }}";

    private static final String NOTE = "# Generated from the source; a test keeps it equal. See docs/install.md.\n";

    private Chart() {}

    /// Content by path in the chart's folder.
    public static Map<String, String> files() {
        Installation installation = Installation.inCluster(NAMESPACE);
        var files = new LinkedHashMap<String, String>();
        for (KubeObject definition : installation.definitions()) {
            KubeObject kept = definition.with("keep", "metadata", "annotations", "helm.sh/resource-policy");
            files.put("templates/crds/" + definition.name() + ".yaml", when(switchOf(kept), List.of(kept)));
        }
        files.put(
                "templates/namespaces.yaml",
                when(
                        "namespaces.create",
                        installation.namespaces().stream()
                                .filter(namespace -> !namespace.name().equals(NAMESPACE))
                                .toList()));
        files.put("templates/access.yaml", when("rbac.install", installation.access()));
        files.put("templates/webhooks.yaml", when("webhooks.install", installation.webhooks()));
        return files;
    }

    /// Argo Rollouts brings the kinds of analysis along.
    private static String switchOf(KubeObject definition) {
        return definition.name().endsWith(Kinds.ARGO_GROUP) ? "crds.analysis" : "crds.install";
    }

    private static String when(String value, List<KubeObject> objects) {
        return NOTE + "{{- if .Values." + value + " }}\n" + escaped(Installation.yaml(objects)) + "{{- end }}\n";
    }

    /// Braces of the text itself are no templates.
    private static String escaped(String yaml) {
        return yaml.replace(NAMESPACE, "\0").replace("{{", "{{ \"{{\" }}").replace("\0", NAMESPACE);
    }

    /// What Helm makes of a file for a namespace, all switches on: enough of its language for the files above.
    static List<Object> rendered(String file, String namespace) {
        return Yaml.parseAll(file.replaceAll("(?m)^\\{\\{- (if|end).*\\}\\}\n", "")
                .replace(NAMESPACE, namespace)
                .replace("{{ \"{{\" }}", "{{"));
    }
}
