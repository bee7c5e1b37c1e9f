package io.citywatch.streaming.ledger;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.CountedMessageWire;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.UnreadableMessage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** The steps of the ledger. Nothing waits for them: they end in a sink of their own. */
public final class LedgerSteps {
    private LedgerSteps() {}

    public static DataStream<KeyedBytes> ledgers(Streams streams) {
        DataStream<CountedMessage> letters = streams.deadLetters()
                .flatMap((UnreadableMessage letter, Collector<CountedMessage> out) ->
                        CountedMessage.of(letter).ifPresent(out::collect))
                .returns(CountedMessageWire.TYPE)
                .name("dead letters counted")
                .uid("ledger-letters");
        return streams.counted()
                .union(letters)
                .keyBy(CountedMessage::device, TextKey.TYPE)
                .connect(streams.devices().keyBy(RegisteredDevice::device, TextKey.TYPE))
                .process(new LedgerFunction())
                .name("ledger")
                .uid("ledger");
    }
}
