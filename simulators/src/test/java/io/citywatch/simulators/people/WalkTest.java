package io.citywatch.simulators.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.simulators.city.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkTest {
    private final Walk corner = new Walk(List.of(new Point(0, 0), new Point(30, 0), new Point(30, 40)), 5);

    @Test
    void movesAtItsSpeedAroundTheCorner() {
        corner.advance(2);
        assertThat(corner.at()).isEqualTo(new Point(10, 0));

        corner.advance(6);
        assertThat(corner.at()).isEqualTo(new Point(30, 10));
        assertThat(corner.isOver()).isFalse();
    }

    @Test
    void manySmallStepsComeAsFarAsOneBigStep() {
        for (int i = 0; i < 110; i++) {
            corner.advance(0.1);
        }

        assertThat(corner.at().metersTo(new Point(30, 25))).isCloseTo(0, within(1e-6));
    }

    @Test
    void endsAtTheLastPointAndStaysThere() {
        corner.advance(14);
        assertThat(corner.at()).isEqualTo(new Point(30, 40));
        assertThat(corner.isOver()).isTrue();

        corner.advance(100);
        assertThat(corner.at()).isEqualTo(new Point(30, 40));
    }

    @Test
    void aWalkOfOnePointIsOverFromTheStart() {
        assertThat(new Walk(List.of(new Point(1, 2)), 5).isOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0", "10, 10, 45", "10, 0, 90", "0, -10, 180", "-10, 0, 270", "-10, 10, 315"})
    void headsClockwiseFromNorth(double x, double y, double degrees) {
        assertThat(new Walk(List.of(new Point(0, 0), new Point(x, y)), 1).heading())
                .isCloseTo(degrees, within(1e-9));
    }

    @Test
    void turnsWithTheCorner() {
        assertThat(corner.heading()).isEqualTo(90);

        corner.advance(7);

        assertThat(corner.heading()).isEqualTo(0);
    }
}
