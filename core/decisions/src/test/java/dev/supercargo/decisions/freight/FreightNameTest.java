package dev.supercargo.decisions.freight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreightNameTest {
    private static final String SHA = "1".repeat(40);
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @Test
    void dependsOnOriginAndArtifactsInAnyOrder() {
        String name = FreightName.of(Json.parseObject("""
            {"origin": {"kind": "Warehouse", "name": "guestbook"},
             "commits": [{"repoURL": "https://GitHub.com/Example/Repo.git", "id": "%s", "message": "not part of it"}],
             "images": [{"repoURL": "public.ecr.aws/nginx/nginx", "tag": "1.27.0", "digest": "%s"}],
             "charts": [{"repoURL": "oci://ghcr.io/example/charts/web", "version": "1.2.3"}]}""".formatted(SHA, DIGEST)));
        assertThat(name).isEqualTo("0f759ea50a43c5b9da54585aef0f3cc49aa9e1dc");
    }

    @Test
    void httpChartsCollapseTheSlashesOfTheScheme() {
        String name = FreightName.of(Json.parseObject("""
            {"origin": {"kind": "Warehouse", "name": "guestbook"},
             "charts": [{"repoURL": "https://charts.example.com/stable", "name": "web", "version": "1.2.3"}]}"""));
        assertThat(name).isEqualTo("21f251befdb878ad18e6420326593f732764ddcd");
    }

    @Test
    void collectionsAreNamedAfterTheirFreight() {
        assertThat(FreightName.ofCollection(List.of())).isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assertThat(FreightName.ofCollection(List.of("b", "a"))).isEqualTo(FreightName.ofCollection(List.of("a", "b")));
    }
}
