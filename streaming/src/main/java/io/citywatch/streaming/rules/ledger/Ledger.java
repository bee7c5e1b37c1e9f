package io.citywatch.streaming.rules.ledger;

import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.CountedMessage.Sort;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a device published, each message once (contracts, Payloads): a number of a boot counts whenever it first
 * comes, in any order and on any topic; what has no number counts unless the same came within ten minutes; a state
 * without a number always does; an event of a known number does again after ten minutes.
 */
public final class Ledger {
    private static final long WINDOW = Duration.ofMinutes(10).toMillis();

    private Ledger() {}

    /** What is remembered after the message. */
    public static DeviceCount take(DeviceCount before, CountedMessage message) {
        DeviceCount heard = message.heard() ? before.heardAt(message.receivedAt()) : before;
        if (message.boot() == null) {
            return unnumbered(heard, message);
        }
        return numbered(heard, message, message.boot());
    }

    private static DeviceCount unnumbered(DeviceCount count, CountedMessage message) {
        if (message.sort() == Sort.STATE) {
            return count.withUnnumbered();
        }
        return isRecent(count, message) ? count : remembering(count, message).withUnnumbered();
    }

    private static DeviceCount numbered(DeviceCount count, CountedMessage message, String name) {
        BootCount boot = bootOf(count.boots(), message, name);
        if (boot == null) {
            return isOfFoldedBoot(count, message)
                    ? count
                    : remembering(
                            count.with(null, BootCount.first(name, message.seq(), message.measuredAt())), message);
        }
        BootCount with = boot.with(message.seq(), message.measuredAt());
        if (with != null) {
            return remembering(count.with(boot, with), message);
        }
        // An alarm that comes again later is a new one, whatever a stuck clock or counter says.
        boolean isNewAlarm = message.sort() == Sort.EVENT && !isRecent(count, message);
        return isNewAlarm ? remembering(count, message).withUnnumbered() : count;
    }

    /** The boot that a message belongs to; null if it begins one. */
    private static @Nullable BootCount bootOf(List<BootCount> boots, CountedMessage message, String name) {
        BootCount newest = null;
        for (int i = boots.size() - 1; i >= 0; i--) {
            BootCount boot = boots.get(i);
            if (!boot.boot().equals(name)) {
                continue;
            }
            if (newest == null && message.seq() == 0 && message.measuredAt() > boot.lowestTs()) {
                return null; // 0 again with a later ts
            }
            if (message.measuredAt() >= boot.lowestTs()) {
                return boot;
            }
            newest = newest == null ? boot : newest;
        }
        return newest;
    }

    /** Late, of a boot that is not told apart any more: its number was counted with the boot. */
    private static boolean isOfFoldedBoot(DeviceCount count, CountedMessage message) {
        return count.foldedPublished() > 0
                && message.measuredAt() < count.boots().get(0).lowestTs();
    }

    private static boolean isRecent(DeviceCount count, CountedMessage message) {
        return count.recent().has(message.fingerprint(), message.receivedAt(), WINDOW);
    }

    /** The numbers of measurements and states tell their repeats for good; nothing else must be kept of them. */
    private static DeviceCount remembering(DeviceCount count, CountedMessage message) {
        boolean isTold = message.boot() != null && message.sort() != Sort.EVENT;
        return isTold ? count : count.with(count.recent().with(message.fingerprint(), message.receivedAt(), WINDOW));
    }
}
