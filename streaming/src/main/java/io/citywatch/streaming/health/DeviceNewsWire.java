package io.citywatch.streaming.health;

import io.citywatch.streaming.lane.SignOfLifeWire;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each sign of life of each device; all else is rare beside it. */
final class DeviceNewsWire extends Wire<DeviceNews> {
    static final DeviceNewsWire TYPE = new DeviceNewsWire();

    private static final long serialVersionUID = 1;

    private DeviceNewsWire() {
        super(DeviceNews.class);
    }

    @Override
    protected boolean isUsual(DeviceNews news) {
        return news.life() != null;
    }

    @Override
    public void write(DeviceNews news, DataOutputView out) throws IOException {
        SignOfLifeWire.TYPE.write(Objects.requireNonNull(news.life()), out);
    }

    @Override
    public DeviceNews read(DataInputView in, Names names) throws IOException {
        return DeviceNews.of(SignOfLifeWire.TYPE.read(in, names));
    }
}
