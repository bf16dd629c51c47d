package dev.supercargo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.model.ActorRequest.Form;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "123", "\"x\"", "null", "{}", "{\"id\":\"\"}", "{\"id\":1}", "[1]"})
    void asksForNothing(String value) {
        assertThat(ActorRequest.parse(Form.VERIFICATION, value)).isEmpty();
    }

    @Test
    void plainTextIsTheSubject() {
        assertThat(ActorRequest.parse(Form.VERIFICATION, "{\"id\":\"x\"} y"))
                .contains(new ActorRequest("{\"id\":\"x\"} y", "", false));
        assertThat(ActorRequest.parse(Form.PROMOTION, "terminate")).contains(new ActorRequest("terminate", "", false));
    }

    @Test
    void jsonNamesActorToo() {
        assertThat(ActorRequest.parse(
                        Form.VERIFICATION, " {\"ID\":\"a\",\"actor\":\"b\",\"controlplane\":true,\"z\":1} "))
                .isEqualTo(Optional.of(new ActorRequest("a", "b", true)));
    }

    @Test
    void printsWithoutEmptyFieldsAndHtml() {
        assertThat(new ActorRequest("abc", "kubernetes:jane", false).print(Form.VERIFICATION))
                .isEqualTo("{\"id\":\"abc\",\"actor\":\"kubernetes:jane\"}");
        assertThat(new ActorRequest("<&>", "", true).print(Form.PROMOTION))
                .isEqualTo("{\"action\":\"\\u003c\\u0026\\u003e\",\"controlPlane\":true}");
    }
}
