package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.lane.TagReadWire;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.wire.Names;
import io.citywatch.streaming.wire.Wire;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Each read of each tag; what registries say of one comes once. */
final class TagNewsWire extends Wire<TagNews> {
    static final TagNewsWire TYPE = new TagNewsWire();

    private static final long serialVersionUID = 1;

    private TagNewsWire() {
        super(TagNews.class);
    }

    @Override
    protected boolean isUsual(TagNews news) {
        return news.read() != null;
    }

    @Override
    public void write(TagNews news, DataOutputView out) throws IOException {
        TagReadWire.TYPE.write(Objects.requireNonNull(news.read()), out);
        out.writeBoolean(news.near());
    }

    @Override
    public TagNews read(DataInputView in, Names names) throws IOException {
        TagRead read = TagReadWire.TYPE.read(in, names);
        return TagNews.of(read, in.readBoolean());
    }
}
