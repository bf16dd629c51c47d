package dev.supercargo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkLocalTest {
    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, true",
        "[fe80::1], true",
        "fe80::1, true",
        "169.253.1.1, false",
        "127.0.0.1, false",
        "::1, false",
        "10.0.0.1, false"
    })
    void isTold(String host, boolean linkLocal) throws UnknownHostException {
        assertThat(LinkLocal.includes(host)).isEqualTo(linkLocal);
    }
}
