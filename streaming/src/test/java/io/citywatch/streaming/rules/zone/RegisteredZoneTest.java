package io.citywatch.streaming.rules.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredZoneTest {
    private static final String RING = "[[0,0],[4,0],[4,4],[0,4],[0,0]]";
    private static final String HOLE = "[[1,1],[3,1],[3,3],[1,3],[1,1]]";
    private static final String ISLAND = "[[6,0],[7,0],[6.5,1],[6,0]]";

    @ParameterizedTest
    @CsvSource({"0.5, 0.5, true", "2, 2, false", "3.5, 2, true", "0.5, 6.5, true", "0.9, 6.1, false", "2, 5, false"})
    void holdsWhatLiesInAnyOfItsPolygonsAndNotInTheirHoles(double lat, double lon, boolean isIn) {
        RegisteredZone zone = zone(
                "no-entry", "zone", "\"MultiPolygon\",\"coordinates\":[[" + RING + "," + HOLE + "],[" + ISLAND + "]]");

        assertThat(zone.contains(new Position(lat, lon))).isEqualTo(isIn);
    }

    @ParameterizedTest
    @CsvSource({"no-entry, zone, false", "no-parking, zone, false", "festival, zone, true", "no-entry, grid, true"})
    void isJudgedIfItIsAZoneOfAKnownPurpose(String purpose, String level, boolean isWithdrawn) {
        RegisteredZone zone = zone(purpose, level, "\"Polygon\",\"coordinates\":[" + RING + "]");

        assertThat(zone.isWithdrawn()).isEqualTo(isWithdrawn);
        assertThat(zone.id()).isEqualTo("z-1");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> zone("no-entry", "zone", "\"Polygon\",\"coordinates\":[]"))
                .withMessageContaining("geometry: missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegisteredZone.of(json("[1,2]")))
                .withMessageContaining("id: missing");
    }

    @Test
    void aReaderThatIsMovedAndAZoneThatIsGoneAreLookedUpAnew() {
        Zones zones = new Zones();
        zones.put(zone("no-entry", "zone", "\"Polygon\",\"coordinates\":[" + RING + "]"));

        assertThat(zones.at("r1", new Position(1, 1))).hasSize(1);
        assertThat(zones.at("r1", new Position(5, 5))).isEmpty();
        zones.put(RegisteredZone.withdrawn("z-1"));
        assertThat(zones.at("r1", new Position(1, 1))).isEmpty();
        assertThat(zones.isEmpty()).isTrue();
    }

    private static RegisteredZone zone(String purpose, String level, String geometry) {
        return RegisteredZone.of(json("{\"type\":\"Feature\",\"id\":\"z-1\",\"properties\":{\"level\":\"" + level
                + "\",\"purpose\":\"" + purpose + "\"},\"geometry\":{\"type\":" + geometry + "}}"));
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class).fold(node -> node, reason -> {
            throw new AssertionError(reason);
        });
    }
}
