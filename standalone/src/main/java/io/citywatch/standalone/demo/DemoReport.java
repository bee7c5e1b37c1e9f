package io.citywatch.standalone.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.detection.Rule;
import io.citywatch.simulators.report.Samples;
import io.citywatch.simulators.report.SimulationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code demo --json} prints (contracts, section 2).
 *
 * @param startMillis from the command to the first detection; null if there was none
 * @param families vehicle, smoke, elder, thermal
 * @param rules each rule that had to be raised or was: how often, and how often not
 * @param surplus what was raised though nothing of the kind had happened, in words
 * @param commands what the simulated operator told devices to do, and what they did
 * @param truth each scene that the simulator played, and whether the platform saw it as it was
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DemoReport(
        String consoleUrl,
        long messages,
        long detections,
        @Nullable Long startMillis,
        Map<String, Family> families,
        Samples pressToOfferMillis,
        Map<Rule, SimulationReport.Counts> rules,
        List<String> surplus,
        SimulationReport.Commands commands,
        List<Truth> truth) {
    private static final List<String> FAMILIES = List.of("vehicle", "smoke", "elder", "thermal");

    /** An incident counts in the family of the rule that opened it; resolved = closed with an outcome. */
    public record Family(long incidents, long offers, long accepted, long resolved) {}

    /**
     * One scene.
     *
     * @param missed rules that had to be raised and were not
     */
    public record Truth(
            String scene, String device, long at, @Nullable String rule, boolean right, Set<Rule> missed) {}

    static DemoReport read(DemoApi api, String consoleUrl, @Nullable Long startMillis, SimulationReport simulation) {
        JsonNode statistics = api.get("/statistics");
        Map<String, Family> families = new LinkedHashMap<>();
        for (String name : FAMILIES) {
            JsonNode family = statistics.path("families").path(name);
            families.put(
                    name,
                    new Family(
                            family.path("incidents").asLong(),
                            family.path("offers").asLong(),
                            family.path("accepted").asLong(),
                            family.path("resolved").asLong()));
        }
        return new DemoReport(
                consoleUrl,
                statistics.path("messages").asLong(),
                statistics.path("detections").asLong(),
                startMillis,
                families,
                simulation.pressToOffer(),
                simulation.rules(),
                simulation.surplus(),
                simulation.commands(),
                simulation.truths().stream().map(DemoReport::truth).toList());
    }

    private static Truth truth(SimulationReport.Outcome outcome) {
        var happening = outcome.happening();
        return new Truth(
                happening.scene().name(),
                happening.device(),
                happening.at().toEpochMilli(),
                happening.scene().rule().map(Enum::name).orElse(null),
                outcome.right(),
                outcome.missed());
    }

    /** Scenes that the platform did not see as they were, and what it saw that was not. */
    public long wrong() {
        return truth.stream().filter(one -> !one.right()).count() + surplus.size();
    }
}
