package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.wire.Fields;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A trail for each stop of each tag. */
final class TrailWire extends Wire<Trail> {
    static final TrailWire TYPE = new TrailWire();

    private static final long serialVersionUID = 1;

    private TrailWire() {
        super(Trail.class);
    }

    @Override
    public void write(Trail trail, DataOutputView out) throws IOException {
        Fields.writeText(trail.reader(), out);
        Fields.writeText(trail.tag(), out);
        Fields.writeText(trail.vehicle(), out);
        out.writeLong(trail.household());
        out.writeLong(trail.at());
        int length = trail.readers().length;
        out.writeInt(length);
        for (int i = 0; i < length; i++) {
            Fields.writeText(trail.readers()[i], out);
            out.writeLong(trail.times()[i]);
        }
        Fields.writeNumber(trail.lat(), out);
        Fields.writeNumber(trail.lon(), out);
        MessageStamp stamp = trail.stamp();
        Fields.writeText(stamp.device(), out);
        Fields.writeText(stamp.identity(), out);
        out.writeLong(stamp.receivedAt());
        out.writeLong(stamp.loggedAt());
        out.writeLong(stamp.measuredAt());
    }

    @Override
    public Trail read(DataInputView in, Names names) throws IOException {
        String reader = names.read(in);
        String tag = Fields.readText(in);
        String vehicle = Fields.readText(in);
        long household = in.readLong();
        long at = in.readLong();
        String[] readers = new String[in.readInt()];
        long[] times = new long[readers.length];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = names.read(in);
            times[i] = in.readLong();
        }
        return new Trail(
                reader,
                tag,
                vehicle,
                household,
                at,
                readers,
                times,
                Fields.readNumberOrNone(in),
                Fields.readNumberOrNone(in),
                new MessageStamp(names.read(in), Fields.readText(in), in.readLong(), in.readLong(), in.readLong()));
    }
}
