package io.citywatch.ingest.log;

import io.citywatch.model.log.LogPack;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Several messages of one device as one record, in the order in which they came.
 *
 * @param messages at least one; each packs with the first
 */
record PackEntry(List<MessageEntry> messages) implements LogEntry {
    @Override
    public LogTopic topic() {
        return first().topic();
    }

    @Override
    public Lane lane() {
        return first().lane();
    }

    @Override
    public byte[] key() {
        return first().key();
    }

    @Override
    public @Nullable String recipient() {
        return null;
    }

    @Override
    public byte[] value() {
        return LogPack.write(messages.stream().map(MessageEntry::part).toList());
    }

    @Override
    public List<Header> headers() {
        return List.of(new LogHeader(LogPack.HEADER, first().stamp().head(first().type())));
    }

    @Override
    public int cost() {
        int cost = 0;
        for (MessageEntry message : messages) {
            cost += message.cost();
        }
        return cost;
    }

    private MessageEntry first() {
        return messages.get(0);
    }
}
