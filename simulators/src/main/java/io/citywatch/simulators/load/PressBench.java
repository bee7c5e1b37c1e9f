package io.citywatch.simulators.load;

import io.citywatch.model.Decoded;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.device.FieldDevice;
import io.citywatch.simulators.device.MqttConnection;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.registration.Registration;
import io.citywatch.simulators.report.Samples;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the way from a press to an offer: elders who each press once, responders who only listen. Every press is a
 * fresh incident, closed by the API before the next, so that all responders stay free.
 */
public final class PressBench implements AutoCloseable {
    private static final int RESPONDERS = 60;
    private static final int INTERVAL_SECONDS = 60;
    /** What an answer of the API confirms is in force at the gateway so soon. */
    private static final Duration IN_FORCE = Duration.ofSeconds(2);

    private static final int CONNECTED_AT_ONCE = 50;
    private static final long OFFER_TIMEOUT_SECONDS = 10;
    private static final double STEP_METERS = 60;
    /** The kind of incident that a press opens. */
    private static final String PRESSED = "elder-emergency";

    private static final int COLUMNS = 60;
    private static final double APART_METERS = 20_000;

    private final PlatformApi admin;
    private final String mqttUrl;
    private final int series;
    private final List<MqttConnection> phones = new ArrayList<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Registration registration;

    private record Arrival(String incident, long nanos) {}

    /**
     * What was measured.
     *
     * @param pressToOffer one after the other
     * @param incidentsPerSecond all of a batch at once, from the first press to the last first offer
     */
    public record Result(Samples pressToOffer, double incidentsPerSecond) {}

    /**
     * @param series measurements on one platform differ in it: each has people and a part of the city of its own
     * @param others incidents whose offers are not counted, though our responders may be asked for them too
     */
    public PressBench(URI httpUrl, String mqttUrl, String adminToken, int series, Set<String> others) {
        this.seen.addAll(others);
        this.series = series;
        this.admin = new PlatformApi(httpUrl, adminToken);
        this.mqttUrl = mqttUrl;
        this.registration = new Registration(admin);
    }

    /**
     * @param warmUp presses that are not counted
     * @param counted presses that are
     * @param burst presses at once, for the rate
     * @param progress told of each hundred presses
     */
    public Result run(int warmUp, int counted, int burst, IntConsumer progress) {
        int presses = warmUp + counted + burst;
        register(presses);
        listen();
        List<Long> nanos = new ArrayList<>();
        for (int from = 0; from < warmUp + counted; from += CONNECTED_AT_ONCE) {
            List<FieldDevice> terminals = connect(from, Math.min(from + CONNECTED_AT_ONCE, warmUp + counted));
            for (int i = 0; i < terminals.size(); i++) {
                long sample = press(terminals.get(i));
                if (from + i >= warmUp) {
                    nanos.add(sample);
                }
                if ((from + i + 1) % 100 == 0) {
                    progress.accept(from + i + 1);
                }
            }
            leave(terminals);
        }
        return new Result(Samples.ofNanos(nanos), burst(warmUp + counted, burst));
    }

    private void register(int presses) {
        List<Elder> elders = new ArrayList<>();
        List<Device> terminals = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            var place = place((i % COLUMNS) * STEP_METERS, Math.floorDiv(i, COLUMNS) * STEP_METERS);
            elders.add(BenchPeople.elder(elder(i), i, "测试路", terminal(i), place));
            terminals.add(BenchPeople.terminal(terminal(i), elder(i), INTERVAL_SECONDS, place));
        }
        List<Responder> responders = new ArrayList<>();
        for (int i = 0; i < RESPONDERS; i++) {
            var place = place((i % 10) * 360.0, Math.floorDiv(i, 10) * 240.0);
            responders.add(BenchPeople.responder(
                    responder(i),
                    i,
                    i % 2 == 0 ? Responder.Role.VOLUNTEER : Responder.Role.COMMUNITY_WORKER,
                    Responder.Mode.E_BIKE,
                    place));
        }
        registration.registerAll(elders, terminals, responders, List.of());
        LockSupport.parkNanos(IN_FORCE.toNanos());
    }

    private Position place(double east, double north) {
        return new Point(east + series * APART_METERS, north).position();
    }

    private String elder(int i) {
        return String.format(Locale.ROOT, "bench-%d-elder-%04d", series, i);
    }

    private String terminal(int i) {
        return String.format(Locale.ROOT, "bench-%d-terminal-%04d", series, i);
    }

    private String responder(int i) {
        return String.format(Locale.ROOT, "bench-%d-responder-%02d", series, i);
    }

    private void listen() {
        for (int i = 0; i < RESPONDERS; i++) {
            String id = responder(i);
            MqttConnection phone =
                    new MqttConnection(mqttUrl, id, registration.token(id), "responders/" + id + "/offers", this::take);
            phones.add(phone);
            phone.connect().join();
        }
    }

    private void take(byte[] payload) {
        long now = System.nanoTime();
        if (Json.read(payload, OfferMessage.class) instanceof Decoded.Valid<OfferMessage> offer
                && offer.value().state() == OfferState.OFFERED
                && offer.value().kind().equals(PRESSED)
                && seen.add(offer.value().incident())) {
            arrivals.add(new Arrival(offer.value().incident(), now));
        }
    }

    private List<FieldDevice> connect(int from, int to) {
        List<CompletableFuture<FieldDevice>> terminals = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String id = terminal(i);
            terminals.add(new FieldDevice(id, mqttUrl, registration.token(id), Clock.systemUTC()).connect());
        }
        return terminals.stream().map(CompletableFuture::join).toList();
    }

    private static void leave(List<FieldDevice> terminals) {
        MqttConnection.closeAll(terminals.stream().map(FieldDevice::connection).toList());
    }

    private static void publish(FieldDevice terminal) {
        var unused = terminal.send(TelemetryKind.CALL, Lane.EMERGENCY, Map.of("event", "sos", "source", "pendant"));
    }

    private long press(FieldDevice terminal) {
        long before = System.nanoTime();
        publish(terminal);
        Arrival offer = nextOffer();
        if (offer == null) {
            throw new SimulationFailure(
                    "no offer within " + OFFER_TIMEOUT_SECONDS + " s of the press of " + terminal.id());
        }
        close(offer.incident());
        return offer.nanos() - before;
    }

    private @Nullable Arrival nextOffer() {
        try {
            return arrivals.poll(OFFER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationFailure("interrupted while waiting for an offer", e);
        }
    }

    private double burst(int from, int count) {
        if (count == 0) {
            return 0;
        }
        List<FieldDevice> terminals = connect(from, from + count);
        long before = System.nanoTime();
        terminals.forEach(PressBench::publish);
        List<String> incidents = new ArrayList<>();
        long last = before;
        while (incidents.size() < count) {
            Arrival offer = nextOffer();
            if (offer == null) {
                throw new SimulationFailure("only " + incidents.size() + " of " + count + " presses were offered");
            }
            incidents.add(offer.incident());
            last = Math.max(last, offer.nanos());
        }
        incidents.forEach(this::close);
        leave(terminals);
        return Math.rint(count / ((last - before) / 1e9) * 10) / 10;
    }

    private void close(String incident) {
        PlatformApi.Answer answer =
                admin.post("/incidents/" + incident + "/close", Map.of("outcome", "test", "reason", "benchmark"));
        if (!answer.isGood()) {
            throw new SimulationFailure("close of " + incident + ": " + answer.status() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        MqttConnection.closeAll(phones);
    }
}
