package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.http.ApiUnderTest.Reply;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The calls of closed roads. */
class ClosureCallsIT {
    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = new ApiUnderTest();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Reply close(String body) {
        return api.post("/closures", ApiUnderTest.OPERATOR, body);
    }

    @Test
    void closesListsAndOpens() {
        long before = api.hub.newest();
        Reply closed = close("""
                {"lat":23.345,"lon":116.7,"reason":"桥面积水"}""");
        assertThat(closed.status()).isEqualTo(201);
        JsonNode closure = closed.json();
        assertThat(closure.get("radiusMeters").asDouble()).isEqualTo(30);
        assertThat(closure.get("closedBy").asText()).isEqualTo("operator");
        assertThat(closure.has("until")).isFalse();
        String path = "/closures/" + closure.get("id").asText();
        assertThat(api.get(path, ApiUnderTest.POLICE).json()).isEqualTo(closure);
        assertThat(api.get("/closures", ApiUnderTest.POLICE).json().get("items"))
                .contains(closure);

        assertThat(api.call("DELETE", path, ApiUnderTest.OPERATOR, null).status())
                .isEqualTo(204);

        assertThat(api.call("DELETE", path, ApiUnderTest.OPERATOR, null).status())
                .isEqualTo(404);
        assertThat(api.get(path, ApiUnderTest.POLICE).status()).isEqualTo(404);
        assertThat(api.hub.after(before).events())
                .filteredOn(event -> event.type().equals(LiveEvents.CLOSURES))
                .extracting(event -> event.body().get("standing").asInt())
                .containsExactly(1, 0);
        JsonNode audit =
                api.get("/audit?action=closure", ApiUnderTest.ADMIN).json().get("items");
        assertThat(audit.findValuesAsText("action")).contains("closure.open", "closure.close");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(close("{\"lon\":116.7,\"reason\":\"x\"}").json().get("what").asText())
                .isEqualTo("lat");
        assertThat(close("{\"lat\":23,\"lon\":116.7}").json().get("what").asText())
                .isEqualTo("reason");
        assertThat(close("{\"lat\":93,\"lon\":116.7,\"reason\":\"x\"}")
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("lat");
        assertThat(close("{\"lat\":23,\"lon\":116.7,\"radiusMeters\":9000,\"reason\":\"x\"}")
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("radiusMeters");
        assertThat(close("{\"lat\":23,\"lon\":116.7,\"reason\":\"x\",\"until\":%d}"
                                .formatted(Instant.now().minusSeconds(60).toEpochMilli()))
                        .json()
                        .get("what")
                        .asText())
                .isEqualTo("until");
    }
}
