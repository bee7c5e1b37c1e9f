package io.citywatch.simulators.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.script.Happening;
import io.citywatch.simulators.script.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Asks the API what came of each scene, and matches presses with offers. */
public final class Reporter {
    /** Clocks of one machine; a millisecond of rounding either way. */
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private final PlatformApi api;
    private final OfferArrivals arrivals;

    public Reporter(PlatformApi api, OfferArrivals arrivals) {
        this.api = api;
        this.arrivals = arrivals;
    }

    public SimulationReport report(List<Happening> happened) {
        List<SimulationReport.Outcome> truths = new ArrayList<>();
        List<Long> pressToOffer = new ArrayList<>();
        for (Happening happening : happened) {
            List<JsonNode> incidents = incidents(happening, happened);
            truths.add(new SimulationReport.Outcome(happening, isRight(happening, incidents)));
            if (happening.scene() == Scene.PRESS) {
                firstOffer(happening, incidents).ifPresent(nanos -> pressToOffer.add(nanos - happening.nanos()));
            }
        }
        return new SimulationReport(Samples.ofNanos(pressToOffer), List.copyOf(truths));
    }

    /** What was opened about the device because of this scene: after it, and before the device's next scene. */
    private List<JsonNode> incidents(Happening happening, List<Happening> happened) {
        String path = "/incidents?limit=50&device=" + PlatformApi.encoded(happening.device());
        PlatformApi.Answer answer = api.get(path);
        if (!answer.isGood()) {
            throw new SimulationFailure("GET " + path + ": " + answer.status() + " " + answer.body());
        }
        Instant from = happening.at().minus(ROUNDING);
        Instant until = happened.stream()
                .filter(other -> other.device().equals(happening.device()))
                .map(other -> other.at().minus(ROUNDING))
                .filter(from::isBefore)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        List<JsonNode> incidents = new ArrayList<>();
        for (JsonNode incident : answer.body().path("items")) {
            Instant opened = Instant.ofEpochMilli(incident.path("openedAt").asLong());
            if (!opened.isBefore(from) && opened.isBefore(until)) {
                incidents.add(incident);
            }
        }
        return incidents;
    }

    private static boolean isRight(Happening happening, List<JsonNode> incidents) {
        if (happening.scene().rule().isEmpty()) {
            return incidents.isEmpty();
        }
        String rule = happening.scene().rule().get().name();
        for (JsonNode incident : incidents) {
            for (JsonNode raised : incident.path("rules")) {
                if (raised.asText().equals(rule)) {
                    return true;
                }
            }
        }
        return false;
    }

    private OptionalLong firstOffer(Happening press, List<JsonNode> incidents) {
        return incidents.stream()
                .map(incident -> arrivals.firstSince(incident.path("id").asText(), press.nanos()))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }
}
