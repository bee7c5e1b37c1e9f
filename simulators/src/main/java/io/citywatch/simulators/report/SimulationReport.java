package io.citywatch.simulators.report;

import io.citywatch.simulators.script.Happening;
import java.util.List;

/**
 * What came of everything that happened.
 *
 * @param pressToOffer from just before the client's publish call to the offer in a responder's MQTT client
 * @param truths each scene, and whether the platform saw it as it was
 */
public record SimulationReport(Samples pressToOffer, List<Outcome> truths) {
    /**
     * One scene against the incidents of its device.
     *
     * @param right an incident by the expected rule, or none where nothing may be noticed
     */
    public record Outcome(Happening happening, boolean right) {}

    /** How many scenes the platform saw as they were. */
    public long right() {
        return truths.stream().filter(Outcome::right).count();
    }
}
