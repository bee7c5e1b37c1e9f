package io.citywatch.simulators.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.platform.PlatformUnreachable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator at the call centre, by the API alone: acknowledges what comes in, and closes with an outcome what the
 * responders have finished. What is about reserved devices is left to others.
 */
public final class SimulatedOperator {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedOperator.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration NOTICES_AFTER = Duration.ofMillis(1_500);
    private static final Duration GIVES_UP_AFTER = Duration.ofMinutes(4);

    private final PlatformApi api;
    private final Set<String> reservedDevices;
    private final Clock clock;
    /** The status that was logged last, so that a refusal is one line and not one a second; 0 if none. */
    private int lastRefusal;

    public SimulatedOperator(PlatformApi api, Set<String> reservedDevices, Clock clock) {
        this.api = api;
        this.reservedDevices = Set.copyOf(reservedDevices);
        this.clock = clock;
    }

    public void start(ScheduledExecutorService timer) {
        var unused = timer.scheduleWithFixedDelay(
                this::look, LOOKS_EVERY.toMillis(), LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Incidents that are open and not about reserved devices; -1 if nobody answers, or not with a list. */
    public int open() {
        try {
            int open = 0;
            PlatformApi.Answer answer = incidents();
            for (JsonNode incident : answer.body().path("items")) {
                open += isMine(incident) ? 1 : 0;
            }
            return answer.isGood() ? open : -1;
        } catch (PlatformUnreachable e) {
            return -1;
        }
    }

    private PlatformApi.Answer incidents() {
        return api.get("/incidents?state=open&limit=1000");
    }

    private boolean isMine(JsonNode incident) {
        for (JsonNode device : incident.path("devices")) {
            if (reservedDevices.contains(device.asText())) {
                return false;
            }
        }
        return true;
    }

    private void look() {
        try {
            PlatformApi.Answer answer = incidents();
            if (!answer.isGood() && answer.status() != lastRefusal) {
                LOG.warn("the operator sees no incidents: {} {}", answer.status(), answer.body());
            }
            lastRefusal = answer.isGood() ? 0 : answer.status();
            for (JsonNode incident : answer.body().path("items")) {
                if (isMine(incident)) {
                    tend(incident);
                }
            }
        } catch (PlatformUnreachable e) {
            LOG.debug("the operator waits for the platform", e);
        } catch (RuntimeException e) {
            // Thrown on, it would end the operator for good.
            LOG.warn("the operator stumbled", e);
        }
    }

    private void tend(JsonNode incident) {
        String id = incident.path("id").asText();
        Duration age =
                Duration.ofMillis(clock.millis() - incident.path("openedAt").asLong());
        if (!incident.path("acknowledged").asBoolean() && age.compareTo(NOTICES_AFTER) > 0) {
            say(id, "acknowledge", Map.of());
        }
        JsonNode detail = api.get("/incidents/" + id).body();
        int cleared = 0;
        int underWay = 0;
        for (JsonNode assignment : detail.path("assignments")) {
            switch (assignment.path("state").asText()) {
                case "CLEARED" -> cleared++;
                case "ASSIGNED", "EN_ROUTE", "ARRIVED", "LATE", "LOST" -> underWay++;
                default -> {}
            }
        }
        if (cleared > 0 && underWay == 0) {
            close(id, detail);
        } else if (age.compareTo(GIVES_UP_AFTER) > 0) {
            say(id, "close", Map.of("outcome", "handed-over", "reason", "nobody finished it in time"));
        }
    }

    private void close(String id, JsonNode detail) {
        boolean fire = detail.path("rules").toString().contains("S1");
        say(
                id,
                "close",
                fire
                        ? Map.of("outcome", "helped", "reason", "smoke found and put out, the home is aired")
                        : Map.of("outcome", "helped", "reason", "the person is well, a volunteer was there"));
    }

    private void say(String incident, String act, Map<String, String> body) {
        PlatformApi.Answer answer = api.post("/incidents/" + incident + "/" + act, body);
        // 409: somebody else was quicker.
        if (!answer.isGood() && answer.status() != 409) {
            LOG.warn("{} of {}: {} {}", act, incident, answer.status(), answer.body());
        }
    }
}
