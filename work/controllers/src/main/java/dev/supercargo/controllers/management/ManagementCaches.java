package dev.supercargo.controllers.management;

import dev.supercargo.kube.client.Cache;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.ClusterConfig;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Metadata;
import dev.supercargo.model.Project;
import dev.supercargo.model.ProjectConfig;
import dev.supercargo.model.Stage;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import java.util.Map;

/// The kinds that the management controller watches. Of Secrets and ConfigMaps only the metadata is kept: their content
/// is
/// read when it is needed.
record ManagementCaches(
        Cache<Project> projects,
        Cache<ProjectConfig> projectConfigs,
        Cache<ClusterConfig> clusterConfigs,
        Cache<Warehouse> warehouses,
        Cache<Stage> stages,
        Cache<Metadata> namespaces,
        Cache<Metadata> accounts,
        Map<ResourceType, Cache<Metadata>> shared) {
    static ManagementCaches of(Kube kube) {
        return new ManagementCaches(
                kube.cache(Kinds.PROJECT, Project::read),
                kube.cache(Kinds.PROJECT_CONFIG, ProjectConfig::read),
                kube.cache(Kinds.CLUSTER_CONFIG, ClusterConfig::read),
                kube.cache(Kinds.WAREHOUSE, Warehouse::read),
                kube.cache(Kinds.STAGE, Stage::read),
                kube.cache(Kinds.NAMESPACE, ManagementCaches::metadata),
                kube.cache(Kinds.SERVICE_ACCOUNT, ManagementCaches::metadata),
                Map.of(
                        Kinds.SECRET,
                        kube.cache(Kinds.SECRET, ManagementCaches::metadata),
                        Kinds.CONFIG_MAP,
                        kube.cache(Kinds.CONFIG_MAP, ManagementCaches::metadata)));
    }

    private static Metadata metadata(KubeObject object) {
        return Wire.read(Metadata.class, dev.supercargo.meta.Json.object(object.view(), "metadata"));
    }
}
