package io.citywatch.streaming.rules.elder;

import io.citywatch.model.Severity;
import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * A base runs on its battery.
 *
 * @param began the message that said so first
 * @param battery percent, as it was told last; null if it was not
 * @param id of its detections; null while it is not worth one
 * @param severity of the last of them
 * @param newest message that it rests on
 */
public record OpenMains(
        MessageStamp began,
        @Nullable Double battery,
        @Nullable String id,
        long revision,
        Severity severity,
        String subjectType,
        String subjectId,
        MessageStamp newest) {
    OpenMains told(@Nullable Double percent, MessageStamp stamp) {
        return new OpenMains(
                began, percent == null ? battery : percent, id, revision, severity, subjectType, subjectId, stamp);
    }
}
