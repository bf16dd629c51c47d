package dev.supercargo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which command lines go the short way, and what they mean; the others are for [Main] to read or to refuse.
class ApiServerMainTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                line("--data d", new ApiServerMain.Wish(Path.of("d"), LaptopOptions.KUBE_PORT, false)),
                line("--data d --kube-port 0", new ApiServerMain.Wish(Path.of("d"), 0, false)),
                line("--memory --kube-port 7000 --data d", new ApiServerMain.Wish(Path.of("d"), 7000, true)),
                line("--data d --memory", new ApiServerMain.Wish(Path.of("d"), LaptopOptions.KUBE_PORT, true)),
                line("", null),
                line("--data", null),
                line("--data --memory", null),
                line("--memory", null),
                line("--data=d", null),
                line("--data d --kube-port", null),
                line("--data d --kube-port x", null),
                line("--data d --kube-port -1", null),
                line("--data d --other e", null),
                line("--data d other", null),
                line("--data d --help", null),
                line("--help", null));
    }

    private static Arguments line(String words, ApiServerMain.@Nullable Wish meant) {
        return Arguments.of(words, Optional.ofNullable(meant));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void reads(String words, Optional<ApiServerMain.Wish> meant) {
        assertThat(ApiServerMain.Wish.of(("apiserver " + words).strip().split(" ")))
                .isEqualTo(meant);
    }
}
