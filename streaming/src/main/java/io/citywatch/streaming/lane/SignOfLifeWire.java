package io.citywatch.streaming.lane;

import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.wire.Fields;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each message of each device but wills. */
public final class SignOfLifeWire extends Wire<SignOfLife> {
    public static final SignOfLifeWire TYPE = new SignOfLifeWire();

    private static final long serialVersionUID = 1;

    private SignOfLifeWire() {
        super(SignOfLife.class);
    }

    @Override
    public void write(SignOfLife sign, DataOutputView out) throws IOException {
        Fields.writeText(sign.device(), out);
        Fields.writeText(sign.gateway(), out);
        Fields.writeText(sign.identity(), out);
        out.writeLong(sign.receivedAt());
        out.writeLong(sign.loggedAt());
        out.writeLong(sign.measuredAt());
        out.writeInt(sign.tags().length);
        for (int tag : sign.tags()) {
            out.writeInt(tag);
        }
    }

    @Override
    public SignOfLife read(DataInputView in, Names names) throws IOException {
        return new SignOfLife(
                names.read(in),
                names.read(in),
                Fields.readText(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                tags(in));
    }

    private static int[] tags(DataInputView in) throws IOException {
        int count = in.readInt();
        if (count == 0) {
            return SignOfLife.NO_TAGS;
        }
        int[] tags = new int[count];
        for (int i = 0; i < count; i++) {
            tags[i] = in.readInt();
        }
        return tags;
    }
}
