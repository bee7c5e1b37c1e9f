package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void everyPlaceLiesInACellOfItsSizeAndTheMiddleLiesInItsOwn() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double lat = 23 + random.nextDouble();
            double lon = 116 + random.nextDouble();

            String cell = Cell.of(lat, lon, 100);
            String[] middle = cell.split(",");
            double middleLat = Double.parseDouble(middle[0]);
            double middleLon = Double.parseDouble(middle[1]);

            assertThat(new Position(lat, lon).metersTo(new Position(middleLat, middleLon)))
                    .as(cell)
                    .isLessThan(50 * Math.sqrt(2) + 10);
            assertThat(Cell.of(middleLat, middleLon, 100)).isEqualTo(cell);
        }
    }

    @Test
    void bearingsGoRound() {
        assertThat(Cell.ofBearing("cam-1", 359, 10)).isEqualTo("cam-1@000");
        assertThat(Cell.ofBearing("cam-1", 4, 10)).isEqualTo("cam-1@000");
        assertThat(Cell.ofBearing("cam-1", 123, 10)).isEqualTo("cam-1@120");
    }
}
