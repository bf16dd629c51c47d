package dev.supercargo.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkDirTest {
    @TempDir
    Path folder;

    private Path root;
    private WorkDir dir;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("work"));
        dir = new WorkDir(root, folder.toRealPath().resolve("scratch"));
        Files.createDirectories(root.resolve("a/b"));
        Files.createSymbolicLink(root.resolve("out"), Path.of("/elsewhere"));
        Files.createSymbolicLink(root.resolve("a/up"), Path.of("../../.."));
        Files.createSymbolicLink(root.resolve("a/sib"), Path.of("b"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "x, x",
        "./a//b/x, a/b/x",
        "/etc/passwd, etc/passwd",
        "../../x, x",
        "a/../../x, x",
        "out/passwd, elsewhere/passwd",
        "a/up/x, x",
        "a/sib/x, a/b/x",
        "a/sib/../y, a/y",
        "nowhere/../x, x",
    })
    void nothingOutsideCanBeNamed(String path, String meant) {
        assertThat(dir.resolve(path)).isEqualTo(root.resolve(meant));
    }

    @Test
    void aLoopOfLinksIsRefused() {
        assertThatThrownBy(() -> dir.resolve("loop/x"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("too many levels of symbolic links");
    }

    @Test
    void writingKeepsTheModeOfAnOldFileAndShutsANewOne() throws IOException {
        Path old = Files.writeString(root.resolve("old"), "1");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-x---"));
        dir.write(old, new byte[] {'2'});
        dir.write(root.resolve("new/file"), new byte[] {'3'});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("new/file"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("new"))))
                .isEqualTo("rwx------");
        try (var left = Files.list(dir.scratch())) {
            assertThat(left).isEmpty();
        }
    }
}
