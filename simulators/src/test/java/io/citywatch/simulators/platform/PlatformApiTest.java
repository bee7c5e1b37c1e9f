package io.citywatch.simulators.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.simulators.FakePlatform;
import io.citywatch.simulators.FakePlatform.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformApiTest {
    private final FakePlatform platform = new FakePlatform(call -> FakePlatform.ok("{\"a\":1}"));

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void callsWithTheTokenAndReadsTheAnswer() {
        PlatformApi.Answer answer = platform.api().post("/things", Map.of("b", 2));

        assertThat(answer.isGood()).isTrue();
        assertThat(answer.body().path("a").asInt()).isEqualTo(1);
        assertThat(platform.calls()).singleElement().satisfies(call -> {
            assertThat(call.what()).isEqualTo("POST /things");
            assertThat(call.authorization()).isEqualTo("Bearer token-of-the-test");
            assertThat(call.body().path("b").asInt()).isEqualTo(2);
        });
    }

    @Test
    void anAnswerWithoutABodyIsAnEmptyObject() {
        platform.answer(call -> new Reply(204, ""));

        PlatformApi.Answer answer = platform.api().delete("/things/1");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anAnswerInWordsKeepsItsStatus() {
        platform.answer(call -> new Reply(503, "starting " + "x".repeat(1_000)));

        PlatformApi.Answer answer = platform.api().get("/things");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.isGood()).isFalse();
        assertThat(answer.body().asText()).startsWith("starting").hasSize(200);
    }

    @Test
    void whoDoesNotAnswerIsUnreachableByAddress() {
        PlatformApi api = platform.api();
        platform.close();

        assertThatThrownBy(() -> api.get("/things"))
                .isInstanceOf(PlatformUnreachable.class)
                .hasMessageContaining("GET " + platform.url() + "/api/v1/things");
    }

    @Test
    void encodesAPlateForAPath() {
        assertThat(PlatformApi.encoded("粤D·1 2+")).isEqualTo("%E7%B2%A4D%C2%B71%202%2B");
    }
}
