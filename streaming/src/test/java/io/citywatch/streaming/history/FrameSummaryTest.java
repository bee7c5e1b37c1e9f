package io.citywatch.streaming.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.telemetry.ThermalFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FrameSummaryTest {
    @Test
    void theHottestAndTheMedianAreInCelsiusAndPixelsWithoutDataDoNotCount() {
        assertThat(FrameSummary.of(frame(0.01, 29_315, 0, 30_315, 60_000, 29_415, 0)))
                .isEqualTo(new FrameSummary(326.85, 21.0));
    }

    @Test
    void aScaleOfItsOwnCounts() {
        assertThat(FrameSummary.of(frame(0.04, 7_500))).isEqualTo(new FrameSummary(26.85, 26.85));
    }

    @Test
    void countsAboveHalfTheRangeAreNotNegative() {
        assertThat(FrameSummary.of(frame(0.01, 65_535, 65_535, 1))).isEqualTo(new FrameSummary(382.2, 382.2));
    }

    @Test
    void aFrameWithoutDataSaysNothing() {
        assertThat(FrameSummary.of(frame(0.01, 0, 0))).isEqualTo(new FrameSummary(null, null));
    }

    private static ThermalFrame frame(double scale, int... counts) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * counts.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int count : counts) {
            pixels.putShort((short) count);
        }
        ThermalFrame.Pose pose = new ThermalFrame.Pose(new Position(23, 116), 40, 0, -30, 0, 50, 40);
        return new ThermalFrame(Messages.T, null, counts.length, 1, pixels.array(), scale, false, pose);
    }
}
