package io.citywatch.streaming.rules.elder;

import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;

/**
 * An open episode about a person.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param subjectType a person; a terminal if nobody knows whose it is
 * @param newest message that it rests on
 * @param endsAt event time at which it is over, if nothing further comes
 */
public record OpenCase(
        String id, long revision, String subjectType, String subjectId, MessageStamp newest, long endsAt) {
    static OpenCase begun(Rule rule, Subject subject, MessageStamp newest, long endsAt) {
        return new OpenCase(
                newest.episodeId(rule, subject.id()), newest.loggedAt(), subject.type(), subject.id(), newest, endsAt);
    }

    /** With one more message. */
    OpenCase with(MessageStamp message, long end) {
        boolean isNewer = message.receivedAt() >= newest.receivedAt();
        return new OpenCase(
                id,
                Math.max(revision, message.loggedAt()),
                subjectType,
                subjectId,
                isNewer ? message : newest,
                Math.max(end, endsAt));
    }

    /** A timer counts with its due time. */
    OpenCase at(long eventTime) {
        return new OpenCase(id, Math.max(revision, eventTime), subjectType, subjectId, newest, endsAt);
    }

    Statement statement(Rule rule, Phase phase) {
        return new Statement(rule, phase, id, new Subject(subjectType, subjectId));
    }
}
