package io.citywatch.streaming.fire;

import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import org.jspecify.annotations.Nullable;

/** Something new of a device that is a smoke sensor, or may be one: exactly one of what it names. */
public record SensorNews(
        String device,
        @Nullable SmokeSample sample,
        @Nullable StateReport state,
        @Nullable RegisteredDevice registered) {
    static SensorNews of(SmokeSample sample) {
        return new SensorNews(sample.device(), sample, null, null);
    }

    static SensorNews of(StateReport state) {
        return new SensorNews(state.device(), null, state, null);
    }

    static SensorNews of(RegisteredDevice registered) {
        return new SensorNews(registered.device(), null, null, registered);
    }
}
