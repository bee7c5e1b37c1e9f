package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device says of its battery, with a reading or a heartbeat.
 *
 * @param reading whether it came with a smoke reading, and so from a smoke sensor; a heartbeat may be anybody's
 * @param emergency whether it came on the emergency lane
 * @param battery percent, if it says so
 */
public record BatteryReport(
        String device,
        MessageStamp origin,
        boolean reading,
        boolean emergency,
        @Nullable Double battery,
        List<String> faults) {
    public static BatteryReport of(SmokeSample sample) {
        return new BatteryReport(
                sample.device(), MessageStamp.of(sample), true, sample.emergency(), sample.battery(), sample.faults());
    }

    public static BatteryReport of(StateReport state) {
        return new BatteryReport(state.device(), MessageStamp.of(state), false, false, state.battery(), state.faults());
    }
}
