package io.citywatch.streaming.io;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringComparator;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** The key of a step whose keys come by the hundred thousand, a device's or a tag's id; see {@link GatheringSerializer}. */
public final class TextKey extends BasicTypeInfo<String> {
    public static final TextKey TYPE = new TextKey();

    private static final long serialVersionUID = 1;

    private TextKey() {
        super(String.class, new Class<?>[0], StringSerializer.INSTANCE, StringComparator.class);
    }

    @Override
    public TypeSerializer<String> createSerializer(SerializerConfig config) {
        return new GatheringSerializer<>(StringSerializer.INSTANCE);
    }
}
