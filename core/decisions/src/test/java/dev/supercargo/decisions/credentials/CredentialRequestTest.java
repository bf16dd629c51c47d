package dev.supercargo.decisions.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.ObjectKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialRequestTest {
    private static final CredentialRequest REQUEST =
            new CredentialRequest("p", RepositoryType.GIT, "https://github.com/acme/web.git");

    private static RepositorySecret secret(String name, Map<String, String> data) {
        return new RepositorySecret(new ObjectKey("p", name), Map.of(), data);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/web, false, true",
        "http://github.com/acme/web, false, false",
        "' HTTP://github.com/acme/web', false, false",
        "http://github.com/acme/web, true, true"
    })
    void neverShowsCredentialsOverPlainHttpUnlessAllowed(String url, boolean overHttp, boolean allowed) {
        assertThat(new CredentialRequest("p", RepositoryType.GIT, url).isAllowed(overHttp))
                .isEqualTo(allowed);
    }

    @Test
    void takesTheFirstByNameThatFits() {
        RepositorySecret other = secret("a", Map.of("repoURL", "https://github.com/acme/api"));
        RepositorySecret pattern = secret("b", Map.of("repoURL", "acme/", "repoURLIsRegex", "true"));
        RepositorySecret exact = secret("c", Map.of("repoURL", "https://GitHub.com/Acme/Web"));
        RepositorySecret broken = secret("aa", Map.of("repoURL", "(", "repoURLIsRegex", "true"));
        assertThat(REQUEST.choose(List.of(exact, pattern, other, broken))).contains(pattern);
        assertThat(REQUEST.choose(List.of(exact, other))).contains(exact);
        assertThat(REQUEST.choose(List.of(other, broken))).isEmpty();
    }

    @Test
    void looksNowhereElseWithoutASharedNamespace() {
        assertThat(REQUEST.namespaces("shared")).containsExactly("p", "shared");
        assertThat(REQUEST.namespaces("")).containsExactly("p");
    }

    @Test
    void showsNoSecretInTexts() {
        RepositorySecret secret = secret("a", Map.of("username", "u", "password", "s3cret", "sshPrivateKey", "s3cret"));
        for (Provider provider : List.of(Provider.BASIC, Provider.SSH)) {
            ProviderAnswer answer = ProviderAnswer.of(provider, "p", "https://h/a", Map.of(), secret.data());
            assertThat(answer).isInstanceOf(ProviderAnswer.Known.class);
            assertThat(answer.toString() + secret).doesNotContain("s3cret");
        }
    }
}
