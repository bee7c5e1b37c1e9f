package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.vehicle.LastReaders;
import io.citywatch.streaming.wire.Fields;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each step of each ride; a pursuit that asks is rare. */
final class ReaderNewsWire extends Wire<ReaderNews> {
    static final ReaderNewsWire TYPE = new ReaderNewsWire();

    private static final long serialVersionUID = 1;

    private ReaderNewsWire() {
        super(ReaderNews.class);
    }

    @Override
    protected boolean isUsual(ReaderNews news) {
        return news.pursuit() == null;
    }

    @Override
    public void write(ReaderNews news, DataOutputView out) throws IOException {
        LastReaders trail = Objects.requireNonNull(news.trail());
        Fields.writeText(trail.reader(), out);
        Fields.writeText(trail.before(), out);
        Fields.writeText(trail.beforeThat(), out);
        Fields.writeText(news.next(), out);
        out.writeDouble(news.seconds());
    }

    @Override
    public ReaderNews read(DataInputView in, Names names) throws IOException {
        LastReaders trail = new LastReaders(names.read(in), Fields.readTextOrNone(in), Fields.readTextOrNone(in));
        return ReaderNews.wentOn(trail, names.read(in), in.readDouble());
    }
}
