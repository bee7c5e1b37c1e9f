package io.citywatch.streaming.fire;

import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.wire.Fields;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each reading of each smoke sensor; all else is rare beside it. */
final class SensorNewsWire extends Wire<SensorNews> {
    static final SensorNewsWire TYPE = new SensorNewsWire();

    private static final long serialVersionUID = 1;

    private SensorNewsWire() {
        super(SensorNews.class);
    }

    @Override
    protected boolean isUsual(SensorNews news) {
        return news.sample() != null;
    }

    @Override
    public void write(SensorNews news, DataOutputView out) throws IOException {
        SmokeSample sample = Objects.requireNonNull(news.sample());
        Fields.writeText(sample.device(), out);
        Fields.writeText(sample.identity(), out);
        out.writeLong(sample.receivedAt());
        out.writeLong(sample.loggedAt());
        out.writeLong(sample.measuredAt());
        out.writeBoolean(sample.emergency());
        out.writeDouble(sample.obscuration());
        out.writeDouble(sample.temperature());
        out.writeDouble(sample.battery());
        out.writeInt(sample.faults().size());
        for (String fault : sample.faults()) {
            Fields.writeText(fault, out);
        }
        Fields.writeText(sample.raised(), out);
    }

    @Override
    public SensorNews read(DataInputView in, Names names) throws IOException {
        return SensorNews.of(new SmokeSample(
                Fields.readText(in),
                Fields.readText(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                faults(in, names),
                Fields.readTextOrNone(in)));
    }

    private static List<String> faults(DataInputView in, Names names) throws IOException {
        int count = in.readInt();
        if (count == 0) {
            return List.of();
        }
        List<String> faults = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            faults.add(names.read(in));
        }
        return faults;
    }
}
