package io.citywatch.streaming.rules.ledger;

import io.citywatch.model.message.DeviceLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one device. Of one that loses nothing about 200 bytes; never more than 8 KiB: 8 boots of
 * 32 ranges, and 256 messages of the last ten minutes that have no number or are events.
 *
 * @param boots that are told apart, in the order in which they began
 * @param foldedPublished what older boots had numbered
 * @param foldedMissing of it, what never came
 * @param unnumbered messages without a number, and events that came again after the window
 * @param recent by which repeats are known that a number does not tell
 * @param lastReceivedAt epoch milliseconds; 0 if only wills came
 * @param sayAt processing time at which the change is told; 0 if nothing is untold
 */
public record DeviceCount(
        List<BootCount> boots,
        long foldedPublished,
        long foldedMissing,
        long unnumbered,
        RecentMessages recent,
        long lastReceivedAt,
        long sayAt) {
    static final int MOST_BOOTS = 8;

    public static final DeviceCount NOTHING = new DeviceCount(List.of(), 0, 0, 0, RecentMessages.NONE, 0, 0);

    /** With a boot in place of another, or a new one; the oldest of too many is folded into the sums. */
    DeviceCount with(@Nullable BootCount before, BootCount after) {
        List<BootCount> changed = new ArrayList<>(boots);
        if (before != null) {
            changed.set(changed.indexOf(before), after);
            return withBoots(changed, foldedPublished, foldedMissing);
        }
        changed.add(after);
        if (changed.size() <= MOST_BOOTS) {
            return withBoots(changed, foldedPublished, foldedMissing);
        }
        BootCount oldest = changed.remove(0);
        return withBoots(changed, sum(foldedPublished, oldest.published()), sum(foldedMissing, oldest.missing()));
    }

    DeviceCount withUnnumbered() {
        return new DeviceCount(boots, foldedPublished, foldedMissing, unnumbered + 1, recent, lastReceivedAt, sayAt);
    }

    DeviceCount with(RecentMessages messages) {
        return new DeviceCount(boots, foldedPublished, foldedMissing, unnumbered, messages, lastReceivedAt, sayAt);
    }

    DeviceCount heardAt(long receivedAt) {
        if (receivedAt <= lastReceivedAt) {
            return this;
        }
        return new DeviceCount(boots, foldedPublished, foldedMissing, unnumbered, recent, receivedAt, sayAt);
    }

    public DeviceCount sayingAt(long processingTime) {
        return new DeviceCount(
                boots, foldedPublished, foldedMissing, unnumbered, recent, lastReceivedAt, processingTime);
    }

    /** What is told of it. */
    public DeviceLedger ledger(String device) {
        long published = sum(foldedPublished, unnumbered);
        long missing = foldedMissing;
        List<DeviceLedger.Gap> gaps = new ArrayList<>();
        for (BootCount boot : boots) {
            published = sum(published, boot.published());
            missing = sum(missing, boot.missing());
            gaps.addAll(boot.gaps());
        }
        return new DeviceLedger(
                device,
                published,
                published - missing,
                missing,
                gaps,
                lastReceivedAt == 0 ? null : Instant.ofEpochMilli(lastReceivedAt));
    }

    private DeviceCount withBoots(List<BootCount> changed, long published, long missing) {
        return new DeviceCount(changed, published, missing, unnumbered, recent, lastReceivedAt, sayAt);
    }

    /** A device may claim any number; none of them makes a count negative. */
    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
