package dev.supercargo.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {
    private static final Path PAGE = Path.of("../../docs/permissions.md");

    @Test
    void everyGrantIsInARoleOfItsComponent() {
        for (Grant grant : Grants.all()) {
            assertThat(Roles.installed().stream()
                            .flatMap(role -> Json.list(role.view(), "rules").stream())
                            .toList())
                    .as("%s", grant)
                    .contains(grant.rule());
        }
    }

    @Test
    void theControllerMayDoWhatTheOwnerReferenceRuleAsks() {
        assertThat(Grants.of(Component.CONTROLLER))
                .anySatisfy(grant -> assertThat(grant.resources()).containsExactly("stages/finalizers"));
    }

    @Test
    void noComponentHasAWildcard() {
        for (Grant grant : Grants.all()) {
            assertThat(grant.verbs()).as("%s", grant).doesNotContain("*");
            assertThat(grant.resources()).as("%s", grant).doesNotContain("*");
        }
    }

    @Test
    void namesAreUniquePerKind() {
        List<String> keys = Roles.installed().stream().map(KubeObject::toString).toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void thePageInTheDocumentsIsTheRenderedOne() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, PermissionsPage.markdown());
        }
        assertThat(PAGE).as("rewrite it with -Dgolden.write=true").hasContent(PermissionsPage.markdown());
    }
}
