package dev.supercargo.model;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The CustomResourceDefinitions that ship with Supercargo. The YAML files beside this class are authored; a test keeps
/// them equal to the records of this package in both directions.
public final class Crds {
    private Crds() {}

    /// All definitions: the promotion kinds, then the analysis kinds. Fresh trees, for the caller to keep.
    public static List<Map<String, Object>> bundled() {
        var trees = new ArrayList<Map<String, Object>>();
        Stream.concat(
                        Kinds.KARGO.stream(),
                        Stream.of(Kinds.ANALYSIS_TEMPLATE, Kinds.CLUSTER_ANALYSIS_TEMPLATE, Kinds.ANALYSIS_RUN))
                .forEach(type -> trees.add(bundled(type)));
        return trees;
    }

    /// The definition of one kind.
    public static Map<String, Object> bundled(ResourceType type) {
        String file = "/crds/" + type.group() + "_" + type.plural() + ".yaml";
        try (InputStream stream = Crds.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("no definition of " + type + " is bundled");
            }
            return Json.asObject(Yaml.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
