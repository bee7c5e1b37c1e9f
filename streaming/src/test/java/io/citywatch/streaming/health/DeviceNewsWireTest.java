package io.citywatch.streaming.health;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.testing.Sent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceNewsWireTest {
    @Test
    void newsOfDevicesArriveWhateverTheyAre() throws IOException {
        Sent.arrives(
                DeviceNewsWire.TYPE,
                DeviceNews.of(new SignOfLife("reader-1", "gw-1", "17@b1", 1, 2, 3, new int[] {5})),
                DeviceNews.of(
                        new StateReport("reader-1", "18@b1", 1, 2, 3, true, 60, 98.0, true, null, List.of("mute"))),
                DeviceNews.of(RegisteredDevice.withdrawn("reader-1")),
                DeviceNews.of(new SignOfLife("reader-1", "gw-1", "19@b1", 4, 5, 6, SignOfLife.NO_TAGS)));
    }
}
