package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/**
 * An open episode of R5.
 *
 * @param members by tag
 * @param readers that it passed, oldest first
 * @param since when it passed the first of them, epoch milliseconds
 * @param clearsAt event time at which it is over, if nobody sees them in step again
 */
public record OpenConvoy(
        String id,
        long revision,
        List<Pair.Member> members,
        List<String> readers,
        long since,
        MessageStamp newest,
        long clearsAt) {
    boolean has(String tag) {
        return members.stream().anyMatch(member -> member.tag().equals(tag));
    }
}
