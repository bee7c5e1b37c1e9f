package io.citywatch.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.message.DeviceLedger;
import io.citywatch.standalone.endtoend.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many devices that publish at a steady pace, and the reckoning of what became of their messages. */
final class Fleet implements AutoCloseable {
    private static final Duration HOME = Duration.ofMinutes(2);

    private final List<NumberingDevice> devices = new ArrayList<>();

    /** The ids of a fleet's devices, by the name of their part. */
    static Stream<String> ids(String part, int count) {
        return IntStream.range(0, count).mapToObj(i -> part + "-" + i);
    }

    void add(String part, int count, Transport transport, int messagesPerSecond) {
        ids(part, count).forEach(id -> devices.add(new NumberingDevice(id, transport, messagesPerSecond)));
    }

    long published() {
        return sum(NumberingDevice::published);
    }

    long acknowledged() {
        return sum(NumberingDevice::acknowledgedCount);
    }

    long connections() {
        return sum(NumberingDevice::connections);
    }

    void awaitAcknowledged(long atLeast) {
        long unused = Await.until("acknowledged messages", HOME, this::acknowledged, count -> count >= atLeast);
    }

    /** Publishes nothing more and waits until all that is owed is acknowledged. */
    void bringHome() {
        devices.forEach(NumberingDevice::finish);
        long unused = Await.until(
                "devices that still keep messages",
                HOME,
                () -> devices.stream().filter(device -> !device.isDone()).count(),
                count -> count == 0);
    }

    /** Asserts that nothing acknowledged is lost and nothing counts twice; returns the figures in words. */
    String reckon(KeptLog.Contents log) {
        long lost = 0;
        long countedTwice = 0;
        long repeats = 0;
        for (NumberingDevice device : devices) {
            KeptLog.Device kept = log.of(device.id());
            lost += device.acknowledged().stream()
                    .filter(seq -> !kept.has(NumberingDevice.BOOT, seq))
                    .count();
            countedTwice += kept.ledger().stored() - kept.copies().size();
            repeats += kept.copies().values().stream()
                    .mapToInt(copies -> copies - 1)
                    .sum();
        }
        String figures = published() + " published, " + acknowledged() + " acknowledged, "
                + sum(NumberingDevice::resent)
                + " sent again, " + connections() + " connections, " + repeats + " repeats in the log; acknowledged and"
                + " lost: " + lost + ", counted twice: " + countedTwice;
        assertThat(lost).as(figures).isZero();
        assertThat(countedTwice).as(figures).isZero();
        for (NumberingDevice device : devices) {
            DeviceLedger ledger = log.of(device.id()).ledger();
            assertThat(ledger.published()).as("numbered by " + device.id()).isEqualTo(device.published());
            assertThat(ledger.missing()).as("missing of " + device.id()).isZero();
        }
        assertThat(acknowledged()).as(figures).isEqualTo(published());
        assertThat(sum(NumberingDevice::refused)).as("refused").isZero();
        return figures;
    }

    private long sum(ToLongFunction<NumberingDevice> figure) {
        return devices.stream().mapToLong(figure).sum();
    }

    @Override
    public void close() {
        devices.forEach(NumberingDevice::close);
    }
}
