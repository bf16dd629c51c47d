package dev.supercargo.decisions.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverAddressTest {
    /// SHA-256 of `demohookss3cret`.
    @ParameterizedTest
    @CsvSource({
        "https://k.example.com, /github/, https://k.example.com/github/",
        "https://k.example.com/hooks/, /hooks/github/, https://k.example.com/hooks/github/",
        "https://k.example.com/a%20b, /a b/github/, https://k.example.com/a%20b/github/"
    })
    void addressesHoldTheHashOfTheSecret(String base, String path, String url) {
        var address = ReceiverAddress.of(base, "demo", "hook", "github", "ss3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(address.path()).startsWith(path);
        String hash = address.path().substring(path.length());
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(address.url()).isEqualTo(url + hash);
        var other = ReceiverAddress.of(base, "demo", "hooks", "github", "s3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(other.path()).as("plain concatenation").isEqualTo(address.path());
    }
}
