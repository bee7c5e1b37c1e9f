package io.citywatch.streaming.rules;

/**
 * A fall that can still be cancelled.
 *
 * @param endsAt event time at which it stands
 * @param endsAtTheLatest clock time at which it stands even if event time did not get there
 */
public record PendingFall(Call fall, long endsAt, long endsAtTheLatest) {
    boolean isCancelledBy(Call cancel) {
        // Order is the log's, for both come from one device; receipt only says whether the cancel came in time.
        return cancel.receivedAt() <= endsAt;
    }
}
