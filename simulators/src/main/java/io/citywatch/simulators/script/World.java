package io.citywatch.simulators.script;

import io.citywatch.model.Position;
import io.citywatch.simulators.device.Routine;
import io.citywatch.simulators.device.Transmitter;
import io.citywatch.simulators.thermal.Sky;
import io.citywatch.simulators.traffic.Traffic;

/** What a scene can bring about: devices that speak, traffic, heat on the ground, and the police. */
public interface World {
    /** @throws IllegalStateException if it is not connected */
    Transmitter device(String id);

    /** What devices say of themselves day in, day out. */
    Routine routine();

    Traffic traffic();

    Sky sky();

    Police police();

    /** Where thefts are reported. */
    interface Police {
        /** @param home where the owner saw it last */
        void report(String plate, Position home);

        /** It was found. */
        void found(String plate);
    }
}
