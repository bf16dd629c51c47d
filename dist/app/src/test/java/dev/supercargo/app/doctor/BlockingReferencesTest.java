package dev.supercargo.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.model.Kinds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockingReferencesTest {
    private static KubeObject promotion(String project, boolean blocks) {
        Map<String, Object> owner = Map.of("kind", "Stage", "name", "dev", "blockOwnerDeletion", blocks);
        return KubeObject.named(Kinds.PROMOTION, new ObjectKey(project, "p"))
                .with(List.of(owner), "metadata", "ownerReferences");
    }

    @Test
    void areCountedByProject() {
        assertThat(BlockingReferences.told(List.of(promotion("shop", false)))).isEqualTo("none");
        assertThat(BlockingReferences.told(List.of(promotion("shop", true))))
                .startsWith("1 Promotion blocks the deletion of a Stage")
                .contains("(shop: 1)");
        assertThat(BlockingReferences.told(List.of(
                        promotion("web", true),
                        promotion("shop", true),
                        promotion("shop", false),
                        promotion("shop", true))))
                .startsWith("3 Promotions block")
                .contains("(shop: 2, web: 1)");
    }
}
