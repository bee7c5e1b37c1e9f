package io.citywatch.streaming.rules.health;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/**
 * An open outage.
 *
 * @param startedAt when it was raised, epoch milliseconds
 * @param saidAt when it was told last
 * @param grown whether something joined since then
 * @param cells that its devices stand in
 * @param causes ids of the detections that it swallows
 * @param out how many of its devices are out
 * @param newest message that it rests on
 */
public record OpenOutage(
        String id,
        long revision,
        long startedAt,
        long saidAt,
        boolean grown,
        List<Long> cells,
        List<String> causes,
        int out,
        MessageStamp newest) {
    OpenOutage joinedBy(List<Long> allCells, List<String> allCauses, int joined, MessageStamp stamp) {
        return new OpenOutage(
                id,
                Math.max(revision, stamp.loggedAt()),
                startedAt,
                saidAt,
                true,
                List.copyOf(allCells),
                List.copyOf(allCauses),
                out + joined,
                stamp.receivedAt() >= newest.receivedAt() ? stamp : newest);
    }

    OpenOutage leftBy(MessageStamp stamp) {
        return new OpenOutage(
                id,
                Math.max(revision, stamp.loggedAt()),
                startedAt,
                saidAt,
                grown,
                cells,
                causes,
                out - 1,
                stamp.receivedAt() >= newest.receivedAt() ? stamp : newest);
    }

    OpenOutage said(long at) {
        return new OpenOutage(id, revision, startedAt, at, false, cells, causes, out, newest);
    }
}
