package io.citywatch.model.message;

import io.citywatch.model.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of all that a device says it has published ({@code device.ledger}): each message counts once, and a number
 * that never came is missing until it comes.
 *
 * @param published what the device numbered, over its boots, and what it sent without a number
 * @param stored those of them that are in the log; a dead letter is
 * @param missing published less stored
 * @param missingSeqs which; the oldest gaps of a device that has very many are counted in {@code missing} alone
 * @param lastReceivedAt when the newest message was received; absent if only wills came
 */
public record DeviceLedger(
        String device,
        long published,
        long stored,
        long missing,
        List<Gap> missingSeqs,
        @Nullable Instant lastReceivedAt) {
    /** Numbers that did not come, both ends included. */
    public record Gap(String boot, long from, long to) {
        /** @throws IllegalArgumentException naming the field that is missing or wrong */
        public Gap {
            Required.check("boot", boot, "a string");
            Required.range("from", from, 0, Long.MAX_VALUE, "messages");
            if (to < from) {
                throw new IllegalArgumentException("to: " + to + " (expected: " + from + " or more)");
            }
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public DeviceLedger {
        Required.check("device", device, "a device's id");
        Required.range("published", published, 0, Long.MAX_VALUE, "messages");
        Required.range("stored", stored, 0, Long.MAX_VALUE, "messages");
        Required.range("missing", missing, 0, Long.MAX_VALUE, "messages");
        missingSeqs = Required.listOrEmpty("missingSeqs", missingSeqs);
    }

    /** Of a device that was never heard. */
    public static DeviceLedger empty(String device) {
        return new DeviceLedger(device, 0, 0, 0, List.of(), null);
    }
}
