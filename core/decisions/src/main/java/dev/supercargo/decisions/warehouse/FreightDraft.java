package dev.supercargo.decisions.warehouse;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.ArtifactDiscovery;
import dev.supercargo.model.ArtifactReference;
import dev.supercargo.model.Chart;
import dev.supercargo.model.ChartDiscovery;
import dev.supercargo.model.DiscoveredArtifacts;
import dev.supercargo.model.DiscoveredCommit;
import dev.supercargo.model.DiscoveredImage;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.GitCommit;
import dev.supercargo.model.GitDiscovery;
import dev.supercargo.model.Image;
import dev.supercargo.model.ImageDiscovery;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Warehouse;
import dev.supercargo.model.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Freight made of the newest artifact of each subscription (controllers.md 5.3, step 6). Nothing aligns
/// the subscriptions: whatever each of them ranks first goes together.
final class FreightDraft {
    private FreightDraft() {}

    /// The Freight, with the name that its content gives it.
    ///
    /// @throws IllegalArgumentException when a subscription found nothing
    static KubeObject of(Warehouse warehouse, DiscoveredArtifacts found) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(
                "origin",
                Wire.write(FreightOrigin.warehouse(warehouse.metadata().name())));
        put(tree, "commits", found.git().stream().map(FreightDraft::commit).toList());
        put(tree, "images", found.images().stream().map(FreightDraft::image).toList());
        put(tree, "charts", found.charts().stream().map(FreightDraft::chart).toList());
        put(
                tree,
                "artifacts",
                found.results().stream().map(FreightDraft::artifact).toList());
        var key = new ObjectKey(warehouse.metadata().namespace(), FreightName.of(tree));
        Map<String, Object> object = KubeObject.named(Kinds.FREIGHT, key).tree();
        object.putAll(tree);
        return KubeObject.of(object);
    }

    private static void put(Map<String, Object> tree, String field, List<? extends Record> artifacts) {
        if (!artifacts.isEmpty()) {
            tree.put(field, new ArrayList<>(Wire.writeAll(artifacts)));
        }
    }

    private static GitCommit commit(GitDiscovery found) {
        DiscoveredCommit newest = first(found.commits(), "commits");
        return new GitCommit(
                found.repoURL(),
                newest.id(),
                newest.branch(),
                newest.tag(),
                newest.subject(),
                newest.author(),
                newest.committer(),
                found.subscriptionName());
    }

    private static Image image(ImageDiscovery found) {
        DiscoveredImage newest = first(found.references(), "images");
        return new Image(
                found.repoURL(), newest.tag(), newest.digest(), newest.annotations(), found.subscriptionName());
    }

    private static Chart chart(ChartDiscovery found) {
        String newest = first(found.versions(), "chart versions");
        return new Chart(found.repoURL(), found.name(), newest, found.subscriptionName());
    }

    private static ArtifactReference artifact(ArtifactDiscovery found) {
        return first(found.artifactReferences(), "versions");
    }

    /// The newest. Only a subscription of another type can have found nothing here, the others were
    /// looked at before; the message is the one that users know.
    private static <T> T first(@Nullable List<T> found, String what) {
        if (found == null || found.isEmpty()) {
            throw new IllegalArgumentException("no " + what + " discovered for subscription");
        }
        return found.getFirst();
    }
}
