package io.citywatch.streaming.lane;

import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.wire.Fields;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each message of each device. */
public final class CountedMessageWire extends Wire<CountedMessage> {
    public static final CountedMessageWire TYPE = new CountedMessageWire();

    private static final long serialVersionUID = 1;

    private CountedMessageWire() {
        super(CountedMessage.class);
    }

    @Override
    public void write(CountedMessage message, DataOutputView out) throws IOException {
        Fields.writeText(message.device(), out);
        Fields.writeText(message.sort().name(), out);
        Fields.writeText(message.boot(), out);
        out.writeLong(message.seq());
        out.writeLong(message.fingerprint());
        out.writeLong(message.measuredAt());
        out.writeLong(message.receivedAt());
        out.writeBoolean(message.heard());
    }

    @Override
    public CountedMessage read(DataInputView in, Names names) throws IOException {
        return new CountedMessage(
                names.read(in),
                CountedMessage.Sort.valueOf(names.read(in)),
                Fields.readTextOrNone(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
    }
}
