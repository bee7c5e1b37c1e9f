package io.citywatch.simulators.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Position;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.platform.PlatformUnreachable;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator at the call centre, by the API alone: acknowledges what comes in, confirms a held alarm that goes on,
 * speaks through the nearest drone over a fire, and closes with an outcome what was handled. What is about reserved devices is left to others.
 */
public final class SimulatedOperator {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedOperator.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration NOTICES_AFTER = Duration.ofMillis(1_500);
    /** To call the occupant of a single alarm that is held. */
    private static final Duration ASKS_FOR = Duration.ofSeconds(10);

    private static final Duration COMMAND_LASTS = Duration.ofSeconds(60);
    private static final String SPOKEN = "下方起火，请立即离开并保持安全距离。 / Fire below. Leave now and keep your distance.";
    private static final Set<String> FINAL = Set.of("DONE", "FAILED", "REFUSED", "EXPIRED");

    private final PlatformApi api;
    private final Set<String> reserved;
    private final List<CameraPost> drones;
    private final Clock clock;
    private final Set<String> spokenTo = new HashSet<>();
    /** Device by command, until its result is seen. */
    private final Map<String, String> pending = new ConcurrentHashMap<>();

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean hurry;
    /** The status that was logged last, so that a refusal is one line and not one a second; 0 if none. */
    private int lastRefusal;

    /**
     * @param reserved devices and plates whose incidents are left to others
     * @param cameras of the city; those that fly are spoken through
     */
    public SimulatedOperator(PlatformApi api, Set<String> reserved, List<CameraPost> cameras, Clock clock) {
        this.api = api;
        this.reserved = Set.copyOf(reserved);
        this.drones = cameras.stream().filter(CameraPost::drone).toList();
        this.clock = clock;
    }

    public void start(ScheduledExecutorService timer) {
        var unused = timer.scheduleWithFixedDelay(
                this::look, LOOKS_EVERY.toMillis(), LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The day is over: what can be closed is. */
    public void hurry() {
        hurry = true;
    }

    /** Commands that were sent. */
    public int commandsSent() {
        return sent.get();
    }

    /** Commands whose device has said that it is done. */
    public int commandsDone() {
        return done.get();
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
            if (reserved.contains(device.asText())) {
                return false;
            }
        }
        return !reserved.contains(incident.at("/subject/id").asText());
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
            pending.forEach(this::lookAfter);
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
        if (incident.path("state").asText().equals("HELD")
                && incident.path("active").asBoolean()
                && age.compareTo(ASKS_FOR) > 0) {
            say(id, "confirm", Map.of());
        }
        if (isSeenFromAbove(incident) && spokenTo.add(id)) {
            nearestDrone(incident.path("position")).ifPresent(this::speak);
        }
        Handling.of(api.get("/incidents/" + id).body(), age, hurry)
                .ifPresent(
                        closing -> say(id, "close", Map.of("outcome", closing.outcome(), "reason", closing.reason())));
    }

    private static boolean isSeenFromAbove(JsonNode incident) {
        for (JsonNode rule : incident.path("rules")) {
            if (rule.asText().startsWith("T")) {
                return true;
            }
        }
        return false;
    }

    private Optional<CameraPost> nearestDrone(JsonNode position) {
        if (!position.has("lat")) {
            return Optional.empty();
        }
        Point place = Point.of(new Position(
                position.path("lat").asDouble(), position.path("lon").asDouble()));
        return drones.stream()
                .min(Comparator.comparingDouble(drone -> drone.target().metersTo(place)));
    }

    private void speak(CameraPost drone) {
        PlatformApi.Answer answer = api.post(
                "/devices/" + drone.id() + "/commands",
                Map.of(
                        "action", "speak",
                        "parameters", Map.of("text", SPOKEN),
                        "deadline", clock.instant().plus(COMMAND_LASTS).toEpochMilli()));
        if (!answer.isGood()) {
            LOG.warn("{} was not told to speak: {} {}", drone.id(), answer.status(), answer.body());
            return;
        }
        sent.incrementAndGet();
        pending.put(answer.body().path("id").asText(), drone.id());
    }

    private void lookAfter(String command, String device) {
        PlatformApi.Answer answer = api.get("/devices/" + device + "/commands/" + command);
        String state = answer.body().path("state").asText();
        if (FINAL.contains(state)) {
            pending.remove(command);
            if (state.equals("DONE")) {
                done.incrementAndGet();
            } else {
                LOG.warn("{} did not speak: {} {}", device, state, answer.body().path("result"));
            }
        }
    }

    private void say(String incident, String act, Map<String, String> body) {
        PlatformApi.Answer answer = api.post("/incidents/" + incident + "/" + act, body);
        // 409: somebody else was quicker.
        if (!answer.isGood() && answer.status() != 409) {
            LOG.warn("{} of {}: {} {}", act, incident, answer.status(), answer.body());
        }
    }
}
