package io.citywatch.streaming.lane;

import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.wire.Fields;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each tag that a reader saw. */
public final class TagReadWire extends Wire<TagRead> {
    public static final TagReadWire TYPE = new TagReadWire();

    private static final long serialVersionUID = 1;

    private TagReadWire() {
        super(TagRead.class);
    }

    @Override
    public void write(TagRead read, DataOutputView out) throws IOException {
        Fields.writeText(read.tag(), out);
        Fields.writeText(read.reader(), out);
        Fields.writeText(read.identity(), out);
        out.writeLong(read.receivedAt());
        out.writeLong(read.loggedAt());
        out.writeLong(read.measuredAt());
        out.writeDouble(read.rssi());
        Fields.writeNumber(read.lat(), out);
        Fields.writeNumber(read.lon(), out);
        out.writeBoolean(read.tamper());
        out.writeBoolean(read.batteryLow());
    }

    @Override
    public TagRead read(DataInputView in, Names names) throws IOException {
        return new TagRead(
                Fields.readText(in),
                names.read(in),
                Fields.readText(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                Fields.readNumberOrNone(in),
                Fields.readNumberOrNone(in),
                in.readBoolean(),
                in.readBoolean());
    }
}
