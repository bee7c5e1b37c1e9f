package io.citywatch.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.device.FieldDevice;
import io.citywatch.simulators.load.BenchPeople;
import io.citywatch.simulators.load.NettyFleet;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.registration.Registration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A city in which much is open: elders pressed, and whoever is needed is with them. Nine in ten incidents are in an
 * operator's hands; about the others operators are called again and again. All keep their timers and stand in every
 * list. The terminals stay connected.
 */
final class OpenIncidents implements AutoCloseable {
    private static final double EAST_METERS = 20_000;
    private static final double NORTH_METERS = 15_000;
    private static final double STEP_METERS = 40;
    private static final int COLUMNS = 50;
    /** They say nothing while it is measured, and are not missed. */
    private static final int SELDOM_SECONDS = 3_600;

    private static final int BATCH = 50;
    private static final int CALLERS = 8;
    private static final int MOST_LOOKS = 60;
    private static final int UNACKNOWLEDGED_OF = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    private final PlatformApi admin;
    private final Registration registration;
    private final NettyFleet fleet;

    OpenIncidents(URI url, int mqttPort, String token) {
        this.admin = new PlatformApi(url, token);
        this.registration = new Registration(admin);
        this.fleet = new NettyFleet(new InetSocketAddress(InetAddress.getLoopbackAddress(), mqttPort));
    }

    /** Opens so many; returns their ids. */
    Set<String> open(int count) {
        register(count);
        Set<String> incidents = new HashSet<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            for (int from = 0; from < count; from += BATCH) {
                press(from, Math.min(from + BATCH, count));
                List<Future<String>> attended = new ArrayList<>();
                for (int i = from; i < Math.min(from + BATCH, count); i++) {
                    int number = i;
                    attended.add(callers.submit(() -> attend(number)));
                }
                for (Future<String> one : attended) {
                    incidents.add(one.get());
                }
            }
        } catch (ExecutionException e) {
            throw new SimulationFailure("incidents that stay open: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationFailure("interrupted while incidents were opened", e);
        } finally {
            callers.shutdownNow();
        }
        return incidents;
    }

    private void register(int count) {
        List<Elder> elders = new ArrayList<>();
        List<Device> terminals = new ArrayList<>();
        List<Responder> responders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Position place = new Point(
                            EAST_METERS + (i % COLUMNS) * STEP_METERS,
                            NORTH_METERS + Math.floorDiv(i, COLUMNS) * STEP_METERS)
                    .position();
            elders.add(BenchPeople.elder(id("elder", i), i, "开放路", id("terminal", i), place));
            terminals.add(BenchPeople.terminal(id("terminal", i), id("elder", i), SELDOM_SECONDS, place));
            for (Responder.Role role : List.of(Responder.Role.VOLUNTEER, Responder.Role.COMMUNITY_WORKER)) {
                String id = id(role.name().toLowerCase(Locale.ROOT), i);
                responders.add(BenchPeople.responder(id, i, role, Responder.Mode.FOOT, place));
            }
        }
        registration.registerAll(elders, terminals, responders, List.of());
        LockSupport.parkNanos(IN_FORCE.toNanos());
    }

    private void press(int from, int to) {
        List<CompletableFuture<FieldDevice>> connecting = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String id = id("terminal", i);
            connecting.add(new FieldDevice(id, fleet, registration.token(id), Clock.systemUTC()).connect());
        }
        List<FieldDevice> terminals =
                connecting.stream().map(CompletableFuture::join).toList();
        terminals.stream()
                .map(terminal ->
                        terminal.send(TelemetryKind.CALL, Lane.EMERGENCY, Map.of("event", "sos", "source", "pendant")))
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Lets everybody who is needed come; returns the incident. */
    private String attend(int number) {
        String incident = found(number);
        if (number % UNACKNOWLEDGED_OF != 0) {
            require(admin.post("/incidents/" + incident + "/acknowledge", Map.of()), "acknowledge " + incident);
        }
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            String offer = next(incident);
            if (offer == null) {
                return incident;
            }
            for (String action : List.of("accept", "en-route", "arrived")) {
                // Refused where another took it, or it ran out meanwhile: the next one is looked for.
                if (!admin.post("/offers/" + offer, Map.of("action", action)).isGood()) {
                    break;
                }
            }
        }
        throw new SimulationFailure("incident " + incident + " asks on and on");
    }

    private String found(int number) {
        String path = "/incidents?state=open&subject=" + id("elder", number);
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            JsonNode items = admin.get(path).body().path("items");
            if (!items.isEmpty()) {
                return items.get(0).path("id").asText();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new SimulationFailure("no incident of the press of " + id("terminal", number));
    }

    /** An offer that waits for its answer; null if none does. */
    private @Nullable String next(String incident) {
        for (JsonNode offer : admin.get("/incidents/" + incident).body().path("offers")) {
            if (offer.path("state").asText().equals("OFFERED")) {
                return offer.path("id").asText();
            }
        }
        return null;
    }

    @Override
    public void close() {
        fleet.close();
    }

    private static void require(PlatformApi.Answer answer, String call) {
        if (!answer.isGood()) {
            throw new SimulationFailure(call + ": " + answer.status() + " " + answer.body());
        }
    }

    private static String id(String what, int number) {
        return String.format(Locale.ROOT, "open-%s-%04d", what, number);
    }
}
