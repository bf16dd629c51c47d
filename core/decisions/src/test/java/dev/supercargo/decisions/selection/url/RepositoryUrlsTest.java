package dev.supercargo.decisions.selection.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RepositoryUrlsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://GitHub.com/Example/Repo.git/        | https://github.com/example/repo",
                "https://u:p@h:8443/a%2Fb.git                | https://h:8443/a/b",
                "https://h/a%2Fb                             | https://h/a%2fb",
                "https://h/A?ref=X                           | https://h/A?ref=X",
                "ssh://git@localhost:2222/example/repo.git/  | ssh://git@localhost:2222/example/repo",
                "git@github.com:example/repo.git             | ssh://git@github.com/example/repo",
                "git@host:a:b                                | ssh://git@host",
                "file:///srv/a.git                           | ssh://file////srv/a",
                "not even remotely a url                     | not even remotely a url"
            })
    void normalisesGit(String url, String expected) {
        assertThat(RepositoryUrls.git(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index.docker.io/library/busybox | busybox",
                "ghcr.io/Example/repo:v1         | ghcr.io/example/repo",
                "localhost:5000                  | localhost",
                "ghcr.io/A                       | ghcr.io/A"
            })
    void normalisesImages(String url, String expected) {
        assertThat(RepositoryUrls.image(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OCI://Repo                     | repo",
                "oci://docker.io/example/repo   | example/repo",
                "https://charts.acme.test:8080  | https://charts.acme.test",
                "https://charts.acme.test:8080/ | https://charts.acme.test:8080/"
            })
    void normalisesCharts(String url, String expected) {
        assertThat(RepositoryUrls.chart(url)).isEqualTo(expected);
    }
}
