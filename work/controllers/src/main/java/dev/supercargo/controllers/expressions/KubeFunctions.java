package dev.supercargo.controllers.expressions;

import dev.supercargo.decisions.selection.ExpressionRules;
import dev.supercargo.expr.functions.DataFunctions;
import dev.supercargo.expr.functions.FreightFunctions;
import dev.supercargo.expr.functions.VersionFunctions;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.FreightCollection;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions about Freight, cluster data and versions (expressions.md C.1, C.3, C.4).
///
/// @param kube the API, as the component that evaluates
/// @param shared the namespace of shared resources
public record KubeFunctions(Kube kube, String shared) {
    /// The functions for expressions about a Stage and the Freight that it holds or will hold. Data that were found
    /// are read once for each set, so make a new set for each evaluation.
    public Collection<HostFunction> of(Stage stage, FreightCollection collection) {
        String project = stage.metadata().namespace();
        List<Object> requested = Wire.writeAll(stage.spec().requestedFreight());
        List<Object> freight = Wire.writeAll(List.copyOf(collection.items().values()));
        var functions = new ArrayList<HostFunction>();
        functions.addAll(FreightFunctions.of(
                project, requested, freight, name -> warehouse(project, name), ExpressionRules.REPOSITORIES));
        functions.addAll(DataFunctions.of(this::read, project, shared));
        functions.addAll(VersionFunctions.of(ExpressionRules.VERSIONS));
        return functions;
    }

    private Optional<Map<String, Object>> warehouse(String project, String name) {
        return kube.get(Kinds.WAREHOUSE, new ObjectKey(project, name)).map(KubeObject::view);
    }

    private Optional<Map<String, Object>> read(String kind, String namespace, String name) {
        ResourceType type = switch (kind) {
            case "ConfigMap" -> Kinds.CONFIG_MAP;
            case "Secret" -> Kinds.SECRET;
            case "Freight" -> Kinds.FREIGHT;
            case "Stage" -> Kinds.STAGE;
            default -> throw new IllegalStateException("no function reads a " + kind);
        };
        return kube.get(type, new ObjectKey(namespace, name)).map(KubeObject::view);
    }
}
