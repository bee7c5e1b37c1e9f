package io.citywatch.simulators;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Responder;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CityMap;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.device.FieldDevice;
import io.citywatch.simulators.device.Link;
import io.citywatch.simulators.device.MqttConnection;
import io.citywatch.simulators.load.NettyFleet;
import io.citywatch.simulators.people.SimulatedOperator;
import io.citywatch.simulators.people.SimulatedPolice;
import io.citywatch.simulators.people.SimulatedResponder;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.registration.Fleet;
import io.citywatch.simulators.registration.Registration;
import io.citywatch.simulators.report.OfferArrivals;
import io.citywatch.simulators.report.Reporter;
import io.citywatch.simulators.report.SimulationReport;
import io.citywatch.simulators.script.Storyteller;
import io.citywatch.simulators.traffic.OsmStreets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A city that lives on a platform, known to it only by MQTT and HTTP. The phases are called in their order: register,
 * connectFirst, runScript, connectRest, finish, report, close.
 */
public final class Simulation implements AutoCloseable {
    private static final String FLEET = "fleet.json";
    private static final int CONNECTING_AT_ONCE = 24;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);
    private static final int TIMER_THREADS = 4;
    private static final int MOST_PAHO_CLIENTS = 1_000;

    private final SimulationConfig config;
    private final City city;
    private final Clock clock;
    private final PlatformApi admin;
    private final OfferArrivals arrivals = new OfferArrivals();
    private final ConcurrentLinkedQueue<Link> connections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(TIMER_THREADS, task -> {
        Thread thread = new Thread(task, "city");
        thread.setDaemon(true);
        return thread;
    });
    private final SimulatedOperator operator;
    private final SimulatedPolice police;
    private final Streets streets;
    private final Storyteller storyteller;
    private final Set<String> reserved;
    private final Instant since;
    private @Nullable NettyFleet fleetOfMany;
    private @Nullable Fleet fleet;
    private boolean scriptRuns;

    public Simulation(SimulationConfig config, City city, Clock clock) {
        this.config = config;
        this.city = city;
        this.clock = clock;
        this.since = clock.instant();
        this.reserved = reserved(city);
        this.admin = new PlatformApi(config.httpUrl(), config.adminToken());
        this.operator = new SimulatedOperator(
                new PlatformApi(config.httpUrl(), config.operatorToken()), reserved, city.cameras(), clock);
        this.police = new SimulatedPolice(new PlatformApi(config.httpUrl(), config.policeOrAdminToken()), clock);
        this.streets = new Streets(city, timer, clock, police);
        this.storyteller = new Storyteller(
                city,
                streets,
                timer,
                clock,
                Seeds.of(config.seed(), "stories", storyOf(config, clock)),
                config.planned());
    }

    private static Set<String> reserved(City city) {
        Set<String> reserved = new HashSet<>();
        city.reserved().devices().forEach(device -> reserved.add(device.id()));
        city.reserved().vehicles().forEach(vehicle -> {
            reserved.add(vehicle.plate());
            reserved.add(vehicle.tag());
        });
        reserved.add(city.reserved().elder().id());
        return reserved;
    }

    /** A fresh city tells its seed's stories; a resumed one tells others, lest it disturbs homes that had just one. */
    private static long storyOf(SimulationConfig config, Clock clock) {
        return Files.exists(config.folder().resolve(FLEET)) ? clock.millis() : 0;
    }

    /** The seed of the city whose fleet the folder keeps; empty if there is none. */
    public static OptionalLong seedIn(Path folder) {
        return Fleet.seedIn(folder.resolve(FLEET));
    }

    /** Writes the map that the console draws. */
    public static void writeMap(City city, Path file) {
        CityMap.write(city, file);
    }

    /**
     * Writes the streets that the platform judges by, as OpenStreetMap has streets.
     *
     * @throws SimulationFailure if the file cannot be written
     */
    public static void writeRoads(City city, Path file) {
        try {
            OsmStreets.write(city, file);
        } catch (IOException e) {
            throw new SimulationFailure(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Registers the whole city, or finds that it is registered. */
    public void register() {
        fleet = new Registration(admin).register(city, config.folder().resolve(FLEET));
    }

    private Fleet fleet() {
        if (fleet == null) {
            throw new IllegalStateException("the city is not registered yet");
        }
        return fleet;
    }

    /** Connects the responders and the devices of the first story, and lets the operator begin. */
    public void connectFirst() {
        connectAll(city.responders(), this::connectResponder);
        Set<String> first = new LinkedHashSet<>(storyteller.firstDevices());
        connectAll(byId(first::contains), this::connectDevice);
        operator.start(timer);
    }

    /** Connects everything else, and opens the traffic; returns how many devices are connected then. */
    public int connectRest() {
        connectAll(byId(id -> !streets.has(id)), this::connectDevice);
        police.tidy();
        streets.openTraffic();
        if (scriptRuns) {
            storyteller.everybodyIsThere();
        }
        return streets.connected();
    }

    private List<Device> byId(Predicate<String> wanted) {
        return city.devices().stream()
                .filter(device -> wanted.test(device.id()))
                .toList();
    }

    private CompletableFuture<?> connectDevice(Device registered) {
        FieldDevice device = new FieldDevice(registered.id(), this::open, fleet().token(registered.id()), clock);
        return device.connect().thenAccept(connected -> streets.moveIn(registered, connected));
    }

    /** A Paho client, as the field's own are; above so many its threads are too many. */
    private Link open(String id, String token, @Nullable String filter, Consumer<byte[]> onMessage) {
        Link link = opened.incrementAndGet() <= MOST_PAHO_CLIENTS
                ? new MqttConnection(config.mqttUrl(), id, token, filter, onMessage)
                : fleetOfMany().open(id, token, filter, onMessage);
        connections.add(link);
        return link;
    }

    private synchronized NettyFleet fleetOfMany() {
        if (fleetOfMany == null) {
            URI gateway = URI.create(config.mqttUrl());
            fleetOfMany = new NettyFleet(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        }
        return fleetOfMany;
    }

    private CompletableFuture<?> connectResponder(Responder person) {
        AtomicReference<@Nullable SimulatedResponder> phone = new AtomicReference<>();
        Link connection = open(
                person.id(),
                fleet().token(person.id()),
                "responders/" + person.id() + "/offers",
                payload -> take(phone.get(), payload));
        SimulatedResponder responder = new SimulatedResponder(
                person,
                city.graph(),
                connection::deliver,
                arrivals,
                timer,
                clock,
                Seeds.of(config.seed(), "responder", person.id().hashCode()));
        phone.set(responder);
        return connection.connect().thenAccept(unused -> responder.start());
    }

    /** Nothing arrives before the phone has subscribed, and by then its owner is known. */
    private static void take(@Nullable SimulatedResponder owner, byte[] payload) {
        if (owner != null) {
            owner.take(payload);
        }
    }

    /** So many at once; returns when all are connected. */
    private static <T> void connectAll(List<T> all, Function<T, CompletableFuture<?>> connect) {
        Semaphore places = new Semaphore(CONNECTING_AT_ONCE);
        CountDownLatch connected = new CountDownLatch(all.size());
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try {
            for (T one : all) {
                if (!places.tryAcquire(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new SimulationFailure("no client connected within " + CONNECT_TIMEOUT.toSeconds() + " s, "
                            + connected.getCount() + " of " + all.size() + " are waiting");
                }
                var unused = connect.apply(one).whenComplete((done, why) -> {
                    if (why != null) {
                        failure.compareAndSet(null, why);
                    }
                    places.release();
                    connected.countDown();
                });
            }
            if (!connected.await(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SimulationFailure(connected.getCount() + " of " + all.size()
                        + " clients did not connect within " + CONNECT_TIMEOUT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationFailure("interrupted while connecting the city", e);
        }
        Throwable why = failure.get();
        if (why != null) {
            throw new SimulationFailure("a client did not connect: " + why.getMessage(), why);
        }
    }

    /** Stories from now on. */
    public void runScript() {
        scriptRuns = true;
        storyteller.start();
    }

    /** No new story; waits until every incident of the city is closed. True if all were in time. */
    public boolean finish(Duration atMost) {
        storyteller.stop();
        operator.hurry();
        long end = System.nanoTime() + atMost.toNanos();
        CountDownLatch pause = new CountDownLatch(1);
        while (System.nanoTime() < end) {
            try {
                boolean unused = pause.await(500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (storyteller.isQuiet() && operator.open() == 0) {
                return true;
            }
        }
        return false;
    }

    /** What came of everything so far, asked of the API. */
    public SimulationReport report() {
        return new Reporter(admin, arrivals, reserved, since)
                .report(
                        storyteller.happened(),
                        new SimulationReport.Commands(operator.commandsSent(), operator.commandsDone()));
    }

    /** The tokens of what is reserved for others, and of everything else. */
    public String token(String id) {
        return fleet().token(id);
    }

    /** Everybody says goodbye at once, and goes home. */
    @Override
    public void close() {
        timer.shutdownNow();
        MqttConnection.closeAll(connections);
        if (fleetOfMany != null) {
            fleetOfMany.close();
        }
    }
}
