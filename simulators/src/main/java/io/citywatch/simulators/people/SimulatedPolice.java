package io.citywatch.simulators.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Position;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.platform.PlatformUnreachable;
import io.citywatch.simulators.script.World;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The police's desk, by the API alone: takes reports of thefts, and says when the vehicle was found. */
public final class SimulatedPolice implements World.Police {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedPolice.class);
    private static final String NAME = "金平分局值班室 (simulated)";
    /** Its owner parked it some time ago. */
    private static final Duration LAST_SEEN_AGO = Duration.ofMinutes(20);

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final PlatformApi api;
    private final Clock clock;
    private final AtomicInteger cases = new AtomicInteger();

    public SimulatedPolice(PlatformApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Withdraws what an earlier run of this city left reported: its thieves have gone home. */
    public void tidy() {
        try {
            for (JsonNode vehicle : api.get("/vehicles?stolen=true").body().path("items")) {
                if (vehicle.at("/theftReport/reportedBy").asText().equals(NAME)) {
                    withdraw(vehicle.path("plate").asText());
                }
            }
        } catch (PlatformUnreachable e) {
            LOG.debug("the police waits for the platform", e);
        }
    }

    @Override
    public void report(String plate, Position home) {
        Map<String, Object> report = Map.of(
                "caseNumber",
                String.format(Locale.ROOT, "ST-%d-%03d", clock.millis() / 1000, cases.incrementAndGet()),
                "reportedBy",
                NAME,
                "lastSeen",
                Map.of(
                        "ts", clock.instant().minus(LAST_SEEN_AGO).toEpochMilli(),
                        "lat", home.lat(),
                        "lon", home.lon()));
        PlatformApi.Answer answer = api.post(path(plate), report);
        if (!answer.isGood() && answer.status() != CONFLICT) {
            LOG.warn("the theft of {} was not reported: {} {}", plate, answer.status(), answer.body());
        }
    }

    /** Where officers were asked to go the incident ends as recovered, and the hunt with it. */
    @Override
    public void found(String plate) {
        try {
            for (JsonNode incident :
                    api.get("/incidents?state=open&limit=1000").body().path("items")) {
                if (incident.path("kind").asText().equals("theft")
                        && incident.at("/subject/id").asText().equals(plate)) {
                    PlatformApi.Answer answer = api.post(
                            "/incidents/" + incident.path("id").asText() + "/close",
                            Map.of("outcome", "recovered", "reason", "found where its rider left it, undamaged"));
                    if (!answer.isGood()) {
                        LOG.warn("the recovery of {} was refused: {} {}", plate, answer.status(), answer.body());
                    }
                }
            }
        } catch (PlatformUnreachable e) {
            LOG.debug("the police waits for the platform", e);
        }
        withdraw(plate);
    }

    /** Nothing stands any more. */
    private void withdraw(String plate) {
        PlatformApi.Answer answer = api.delete(path(plate));
        if (!answer.isGood() && answer.status() != NOT_FOUND) {
            LOG.warn("the report of {} was not withdrawn: {} {}", plate, answer.status(), answer.body());
        }
    }

    private static String path(String plate) {
        return "/vehicles/" + PlatformApi.encoded(plate) + "/theft-report";
    }
}
