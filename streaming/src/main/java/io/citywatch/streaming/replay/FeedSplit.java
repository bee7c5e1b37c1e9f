package io.citywatch.streaming.replay;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A feed has no parts and no place to resume from; Flink wants a name for both. */
record FeedSplit() implements SourceSplit {
    @Override
    public String splitId() {
        return "feed";
    }

    static final class Serializer implements SimpleVersionedSerializer<FeedSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(FeedSplit split) {
            return new byte[0];
        }

        @Override
        public FeedSplit deserialize(int version, byte[] serialized) {
            return new FeedSplit();
        }
    }
}
