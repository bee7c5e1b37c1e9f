package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import io.citywatch.streaming.testing.Sent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VehicleWiresTest {
    private static final TagRead READ = new TagRead("E200", "reader-1", "17@b1", 1, 2, 3, -61.5, null, null);
    private static final MessageStamp STAMP = new MessageStamp("reader-1", "17@b1", 1, 2, 3);

    @Test
    void newsOfTagsArriveWhateverTheyAre() throws IOException {
        Sent.arrives(
                TagNewsWire.TYPE,
                TagNews.of(READ, true),
                TagNews.of(new RegisteredVehicle("E200", "粤D00017", "reader-1", true, 7)),
                TagNews.of(READ, false),
                TagNews.of(new WantedVehicle("E200", "粤D00017", "case-1", 1, null, 2)),
                TagNews.of(RegisteredVehicle.withdrawn("E200")));
    }

    @Test
    void newsOfReadersArriveWhateverTheyAre() throws IOException {
        Sent.arrives(
                ReaderNewsWire.TYPE,
                ReaderNews.wentOn(new LastReaders("c", "b", "a"), "d", 61.5),
                ReaderNews.asked(
                        "c",
                        new LastReaders("c", null, null),
                        new KeyedBytes("id", new byte[] {1, 2}),
                        List.of(new Expected("d", 0.5, 61)),
                        1.5),
                ReaderNews.asked("c", null, new KeyedBytes("id", new byte[] {1, 2}), List.of(), 1),
                ReaderNews.wentOn(new LastReaders("c", null, null), "d", 0));
    }

    @Test
    void trailsArrive() throws IOException {
        Sent.arrives(
                TrailWire.TYPE,
                new Trail(
                        "b",
                        "E200",
                        "粤D00017",
                        7,
                        20,
                        new String[] {"a", "b"},
                        new long[] {10, 20},
                        23.35,
                        116.68,
                        STAMP),
                new Trail("b", "E200", "E200", 0, 20, new String[] {"b"}, new long[] {20}, null, null, STAMP));
    }
}
