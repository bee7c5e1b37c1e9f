package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.MessageStamp;
import java.util.ArrayList;
import java.util.List;

/**
 * One detector of the premises, and its evidence.
 *
 * @param firstAt when this alarm began, epoch milliseconds
 * @param lastAt its newest evidence
 * @param smoke whether its S1 stands
 * @param heat whether its S3 stands
 * @param ids the first of its detections
 * @param newest the message of the newest evidence
 */
public record DetectorInAlarm(
        String device, long firstAt, long lastAt, boolean smoke, boolean heat, List<String> ids, MessageStamp newest) {
    private static final int MOST_IDS = 4;

    static DetectorInAlarm of(AlarmSign sign) {
        return new DetectorInAlarm(
                sign.device(),
                sign.at(),
                sign.at(),
                sign.rule() == Rule.S1,
                sign.rule() == Rule.S3,
                sign.id() == null ? List.of() : List.of(sign.id()),
                sign.origin());
    }

    boolean stands() {
        return smoke || heat;
    }

    /** With a further sign; after a pause longer than {@code pause} an alarm begins anew. */
    DetectorInAlarm with(AlarmSign sign, long pause) {
        boolean begins = sign.stands() && sign.at() - lastAt > pause;
        return new DetectorInAlarm(
                device,
                begins ? sign.at() : Math.min(firstAt, sign.stands() ? sign.at() : firstAt),
                sign.stands() ? Math.max(lastAt, sign.at()) : lastAt,
                sign.rule() == Rule.S1 ? sign.stands() : smoke,
                sign.rule() == Rule.S3 ? sign.stands() : heat,
                ids(begins ? List.of() : ids, sign),
                sign.stands() ? sign.origin() : newest);
    }

    private static List<String> ids(List<String> ids, AlarmSign sign) {
        String id = sign.id();
        if (!sign.stands() || id == null || ids.contains(id) || ids.size() >= MOST_IDS) {
            return ids;
        }
        List<String> more = new ArrayList<>(ids);
        more.add(id);
        return more;
    }
}
