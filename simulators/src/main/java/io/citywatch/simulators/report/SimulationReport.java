package io.citywatch.simulators.report;

import io.citywatch.model.detection.Rule;
import io.citywatch.simulators.script.Happening;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of everything that happened.
 *
 * @param pressToOffer from just before the client's publish call to the offer in a responder's MQTT client
 * @param truths each scene, and whether the platform saw it as it was
 * @param rules each rule that had to be raised or was
 * @param families by name, from the API
 * @param commands what the operator told devices to do
 * @param surplus what was raised though nothing of the kind had happened, in words
 */
public record SimulationReport(
        Samples pressToOffer,
        List<Outcome> truths,
        Map<Rule, Counts> rules,
        Map<String, Family> families,
        Commands commands,
        List<String> surplus) {
    /**
     * One scene against the incidents about it.
     *
     * @param right every rule that had to be raised was, and none that may not
     * @param missed rules that had to be raised and were not
     */
    public record Outcome(Happening happening, boolean right, Set<Rule> missed) {}

    /**
     * One rule over all scenes.
     *
     * @param expected scenes in which it had to be raised
     * @param raised those of them in which it was
     * @param missed the others
     * @param surplus incidents that it is part of though nothing of the kind had happened
     */
    public record Counts(int expected, int raised, int missed, int surplus) {}

    /** One family's part. */
    public record Family(long incidents, long offers, long accepted, long resolved) {}

    /** Commands to devices. */
    public record Commands(int sent, int done) {}

    /** How many scenes the platform saw as they were. */
    public long right() {
        return truths.stream().filter(Outcome::right).count();
    }

    /** Whether each rule the truth contains was raised, and nothing else was. */
    public boolean isTrue() {
        return surplus.isEmpty() && right() == truths.size();
    }
}
