package io.citywatch.simulators.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.script.Happening;
import io.citywatch.simulators.script.Scene;
import java.time.Duration;
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
            JsonNode incidents = api.get("/incidents?limit=50&device=" + PlatformApi.encoded(happening.device()))
                    .body()
                    .path("items");
            truths.add(new SimulationReport.Outcome(happening, isRight(happening, incidents)));
            if (happening.scene() == Scene.PRESS) {
                firstOffer(happening, incidents).ifPresent(nanos -> pressToOffer.add(nanos - happening.nanos()));
            }
        }
        return new SimulationReport(Samples.ofNanos(pressToOffer), List.copyOf(truths));
    }

    private static boolean isRight(Happening happening, JsonNode incidents) {
        boolean noticed = false;
        for (JsonNode incident : incidents) {
            if (!isAfter(happening, incident)) {
                continue;
            }
            if (happening.scene().rule().isEmpty()) {
                return false;
            }
            String rule = happening.scene().rule().get().name();
            for (JsonNode raised : incident.path("rules")) {
                noticed |= raised.asText().equals(rule);
            }
        }
        return noticed == happening.scene().rule().isPresent();
    }

    private static boolean isAfter(Happening happening, JsonNode incident) {
        return incident.path("openedAt").asLong()
                >= happening.at().minus(ROUNDING).toEpochMilli();
    }

    private OptionalLong firstOffer(Happening press, JsonNode incidents) {
        OptionalLong first = OptionalLong.empty();
        for (JsonNode incident : incidents) {
            OptionalLong arrival = arrivals.firstSince(incident.path("id").asText(), press.nanos());
            if (isAfter(press, incident)
                    && arrival.isPresent()
                    && (first.isEmpty() || arrival.getAsLong() < first.getAsLong())) {
                first = arrival;
            }
        }
        return first;
    }
}
