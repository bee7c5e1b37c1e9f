package io.citywatch.ingest.log;

import io.citywatch.model.log.LogPack;
import io.citywatch.model.log.LogStamp;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One message of a device, a record of its own unless it is packed with others.
 *
 * @param stamp what it shares with all that the device sends of that kind on that lane
 * @param type how the device wrote it
 * @param part what is its own
 */
record MessageEntry(TelemetryStamp stamp, ContentType type, LogPack.Part part) implements LogEntry {
    /** False of a life alarm, which always has a record of its own: nothing may keep it back. */
    boolean isPackable() {
        return stamp.lane() == Lane.BULK && part.tail().length <= LogPack.LONGEST_TAIL;
    }

    /** True if one record can hold both; asked of what is packable. */
    boolean packsWith(MessageEntry other) {
        return stamp == other.stamp && type == other.type;
    }

    @Override
    public LogTopic topic() {
        return stamp.topic();
    }

    @Override
    public Lane lane() {
        return stamp.lane();
    }

    @Override
    public byte[] key() {
        return stamp.key();
    }

    @Override
    public @Nullable String recipient() {
        return null;
    }

    @Override
    public byte[] value() {
        return part.payload();
    }

    @Override
    public List<Header> headers() {
        return List.of(new LogHeader(LogStamp.HEADER, LogStamp.joined(stamp.head(type), part.tail())));
    }

    @Override
    public int cost() {
        return part.size() + key().length + OVERHEAD;
    }
}
