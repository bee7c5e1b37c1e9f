package io.citywatch.streaming.fire;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.testing.Sent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorNewsWireTest {
    @Test
    void newsOfSensorsArriveWhateverTheyAre() throws IOException {
        Sent.arrives(
                SensorNewsWire.TYPE,
                SensorNews.of(new SmokeSample("smoke-1", "17@b1", 1, 2, 3, false, 0.1, 24, 87, List.of(), null)),
                SensorNews.of(new StateReport("smoke-1", "18@b1", 1, 2, 3, true, 600, 87.0, null, null, List.of())),
                SensorNews.of(RegisteredDevice.withdrawn("smoke-1")),
                SensorNews.of(new SmokeSample(
                        "smoke-1", "19@b1", 1, 2, 3, true, 9.5, 61, 87, List.of("mute", "低电量"), "an id")));
    }
}
