package io.citywatch.standalone.demo;

import io.citywatch.alerts.storm.StormSettings;
import io.citywatch.ingest.GatewayConfig;
import io.citywatch.simulators.Simulation;
import io.citywatch.simulators.SimulationConfig;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.City;
import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.LeftoverPostgres;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/** A running demo: the platform and a city on it. Everything it says of itself it asks of the HTTP API. */
public final class Demo implements AutoCloseable {
    private static final long DEFAULT_SEED = 1;
    /** Its stories follow one upon the other, so that there is something to see; that is no storm. */
    private static final StormSettings STORM = StormSettings.DEFAULTS.above(300);

    private static final String MAP = "city.geojson";
    private static final String ROADS = "roads.osm";

    private final DemoOptions options;
    private final DataFolder folder;
    private final Platform platform;
    private final Simulation simulation;
    private final IncidentTicker ticker;
    private final DemoApi api;
    private final AccessFile access;
    private final DemoAccounts accounts;

    private Demo(
            DemoOptions options,
            DataFolder folder,
            Platform platform,
            Simulation simulation,
            IncidentTicker ticker,
            DemoApi api,
            AccessFile access,
            DemoAccounts accounts) {
        this.options = options;
        this.folder = folder;
        this.platform = platform;
        this.simulation = simulation;
        this.ticker = ticker;
        this.api = api;
        this.access = access;
        this.accounts = accounts;
    }

    /**
     * Starts everything; the first story begins on the way. Returns when all is connected and {@code access.json} is
     * in its place.
     *
     * @throws StartFailure naming what is in the way; nothing is left running
     */
    public static Demo start(DemoOptions options, Progress progress) {
        DataFolder folder = DataFolder.take(options.folder());
        try {
            AccessFile.delete(folder.root());
            long seed = chooseCity(options, folder, progress);
            progress.say("Citywatch demo, seed " + seed + ", data in " + folder.root());
            return start(options, seed, folder, progress);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Resumes the city that the folder holds, unless another is asked for; returns the seed. */
    private static long chooseCity(DemoOptions options, DataFolder folder, Progress progress) {
        OptionalLong held = Simulation.seedIn(folder.root());
        Long wanted = options.seed();
        boolean another = wanted != null && held.isPresent() && held.getAsLong() != wanted;
        if (options.fresh() || another) {
            if (another) {
                progress.say("the city of seed " + held.getAsLong() + " makes room for that of seed " + wanted);
            }
            LeftoverPostgres.stop(folder.resolve(Platform.POSTGRES));
            folder.wipe();
            return wanted == null ? DEFAULT_SEED : wanted;
        }
        return wanted == null ? held.orElse(DEFAULT_SEED) : wanted;
    }

    private static Demo start(DemoOptions options, long seed, DataFolder folder, Progress progress) {
        City city = City.generate(seed, options.size());
        Path map = folder.resolve(MAP);
        Simulation.writeMap(city, map);
        Path roads = folder.resolve(ROADS);
        Simulation.writeRoads(city, roads);
        DemoAccounts accounts = DemoAccounts.in(folder.root());
        DemoCertificates certificates = DemoCertificates.in(folder.root());
        PlatformConfig config = PlatformConfig.of(folder.root(), options.programs(), "127.0.0.1", options.ports(), map);
        GatewayConfig gateway = config.gateway();
        Platform platform = Platform.start(
                config.withDispatch(config.dispatch().withStorm(STORM))
                        .withRoads(roads)
                        .withGateway(gateway.with(gateway.webSocketPort(), certificates.config(), gateway.limits())),
                accounts.configs(),
                progress);
        Simulation simulation = new Simulation(
                new SimulationConfig(
                        seed,
                        options.size(),
                        URI.create(platform.consoleUrl()),
                        "tcp://127.0.0.1:" + platform.mqttPort(),
                        accounts.admin().token(),
                        accounts.simulatedOperator().token(),
                        folder.root(),
                        accounts.simulatedPolice().token(),
                        options.planned()),
                city,
                Clock.systemUTC());
        DemoApi api = new DemoApi(platform.consoleUrl(), accounts.admin().token());
        IncidentTicker ticker = new IncidentTicker(api, progress, Instant.ofEpochMilli(options.startedAtMillis()));
        try {
            begin(city, simulation, ticker, progress);
            AccessFile access = AccessFile.of(platform, accounts, certificates, city, simulation);
            access.write(folder.root());
            return new Demo(options, folder, platform, simulation, ticker, api, access, accounts);
        } catch (SimulationFailure e) {
            simulation.close();
            ticker.close();
            platform.close();
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            simulation.close();
            ticker.close();
            platform.close();
            throw e;
        }
    }

    private static void begin(City city, Simulation simulation, IncidentTicker ticker, Progress progress) {
        long from = System.nanoTime();
        simulation.register();
        progress.started(
                "registry",
                city.elders().size() + " elders, " + city.devices().size() + " devices",
                Duration.ofNanos(System.nanoTime() - from));
        ticker.start();
        from = System.nanoTime();
        simulation.connectFirst();
        simulation.runScript();
        int connected = simulation.connectRest();
        progress.started(
                "city",
                connected + " devices, " + city.responders().size() + " responders",
                Duration.ofNanos(System.nanoTime() - from));
    }

    public AccessFile access() {
        return access;
    }

    /** The sign-ins for people, one a line. */
    public String signIns() {
        StringBuilder lines = new StringBuilder();
        for (DemoAccounts.Account account :
                new DemoAccounts.Account[] {accounts.operator(), accounts.police(), accounts.admin()}) {
            lines.append(String.format(Locale.ROOT, "  %-10s password %s%n", account.name(), account.password()));
        }
        AccessFile.Responder responder = access.responders().get(0);
        lines.append(
                String.format(Locale.ROOT, "  %-10s password %s   (at /responder)", responder.id(), responder.token()));
        return lines.toString();
    }

    /** The operator's sign-in, for a browser test. */
    public String operatorPassword() {
        return accounts.operator().password();
    }

    /** Waits until the stories under way are closed; true if all were in time. */
    public boolean finish(Duration atMost) {
        return simulation.finish(atMost);
    }

    /** Counts of this run, all read through the API. */
    public DemoReport report() {
        OptionalLong first = ticker.firstDetection();
        return DemoReport.read(
                api,
                platform.consoleUrl(),
                first.isPresent() ? first.getAsLong() - options.startedAtMillis() : null,
                simulation.report());
    }

    @Override
    public void close() {
        ticker.close();
        simulation.close();
        platform.close();
        AccessFile.delete(folder.root());
        folder.close();
    }
}
