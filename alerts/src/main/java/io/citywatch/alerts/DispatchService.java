package io.citywatch.alerts;

import io.citywatch.alerts.access.Access;
import io.citywatch.alerts.access.Accounts;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.area.AreaMap;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.audit.AuditSealer;
import io.citywatch.alerts.audit.RefusalFeed;
import io.citywatch.alerts.closure.ClosureBook;
import io.citywatch.alerts.deadletter.DeadLetterFeed;
import io.citywatch.alerts.deadletter.DeadLetterStore;
import io.citywatch.alerts.dispatch.DispatchCore;
import io.citywatch.alerts.dispatch.OfferDesk;
import io.citywatch.alerts.elder.ElderRecord;
import io.citywatch.alerts.elder.ElderRecordFeed;
import io.citywatch.alerts.events.EventHub;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.history.HistoryAccess;
import io.citywatch.alerts.http.Api;
import io.citywatch.alerts.http.ApiServer;
import io.citywatch.alerts.http.ChannelReports;
import io.citywatch.alerts.http.OfferActs;
import io.citywatch.alerts.http.Registries;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.log.LogReader;
import io.citywatch.alerts.nearest.Streets;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.registry.DeviceLedgers;
import io.citywatch.alerts.registry.Duty;
import io.citywatch.alerts.registry.EventSightings;
import io.citywatch.alerts.registry.PresenceFeed;
import io.citywatch.alerts.registry.Registry;
import io.citywatch.alerts.retention.HistoryRetention;
import io.citywatch.alerts.retention.Retention;
import io.citywatch.alerts.retention.RetentionConfig;
import io.citywatch.alerts.statistics.DetectionProgress;
import io.citywatch.alerts.statistics.GatewayCounters;
import io.citywatch.alerts.statistics.Statistics;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.DatabaseConfig;
import io.citywatch.alerts.store.FreshIds;
import io.citywatch.alerts.store.Polling;
import io.citywatch.alerts.store.PostgresAccessStore;
import io.citywatch.alerts.store.PostgresAreaStore;
import io.citywatch.alerts.store.PostgresAuditChain;
import io.citywatch.alerts.store.PostgresAuditLog;
import io.citywatch.alerts.store.PostgresClosureStore;
import io.citywatch.alerts.store.PostgresDeadLetterStore;
import io.citywatch.alerts.store.PostgresElderRecord;
import io.citywatch.alerts.store.PostgresPresenceStore;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.store.PostgresRetention;
import io.citywatch.alerts.store.PostgresStormStore;
import io.citywatch.alerts.storm.Storms;
import io.citywatch.alerts.theft.HistoryAges;
import io.citywatch.alerts.theft.Recovery;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.registry.Device;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.file.RoadFiles;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatch as one service: records, the path from an alarm to a person, the log's feeds and the HTTP server. */
public final class DispatchService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchService.class);
    /** Twelve for the calls of the API, five for the imports' locks, the rest for the readers of the log and the timers. */
    private static final int CONNECTIONS = 36;

    private static final Duration COMMENT = Duration.ofSeconds(15);
    private static final Duration LEDGERS_READ = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<LogReader> feeds = new ArrayList<>();
    private final Extras extras;
    private final DetectionProgress detection;
    private final DispatchCore core;
    private final ApiServer server;

    /**
     * What whoever starts dispatch may add.
     *
     * @param problems of the other parts in this process, named by {@code /health/ready}; empty while all is well
     * @param retention how long things are kept
     */
    public record Extras(Supplier<List<String>> problems, RetentionConfig retention) {
        public static final Extras NONE = new Extras(List::of, RetentionConfig.DEFAULTS);
    }

    private DispatchService(DispatchConfig config, MeterRegistry meters, Extras extras, Clock clock) {
        this.extras = extras;
        this.detection = new DetectionProgress(clock);
        try {
            Database database = opened(Database.open(
                    new DatabaseConfig(config.jdbcUrl(), config.dbUser(), config.dbPassword(), CONNECTIONS)));
            SecureRandom random = new SecureRandom();
            Instant since = clock.instant();
            Access access = new Access(new PostgresAccessStore(database), clock, random);
            Accounts.prepare(access, config.accounts(), config.adminPasswordFile());
            EventHub hub = new EventHub(Long.toString(since.toEpochMilli(), 36), EventHub.DEFAULT_CAPACITY);
            AreaMap areas = opened(AreaMap.start(new PostgresAreaStore(database)));
            AuditLog audit = new PostgresAuditLog(database);
            Polling unusedSealing =
                    opened(Polling.start("audit", new AuditSealer(new PostgresAuditChain(database), clock)));
            Streets streets = streets(config);
            ClosureBook closures = opened(ClosureBook.open(
                    database, new PostgresClosureStore(database), audit, hub, streets, clock, FreshIds::next));
            DeviceLedgers ledgers = ledgers(config);
            PostgresRegistry tables = new PostgresRegistry(database, clock, config.zone(), ledgers);
            HistoryAccess history = config.history() == null ? null : opened(HistoryAccess.open(config.history()));
            Registries registries = Registries.on(
                    new Registries.Ground(database, tables, audit, hub, areas::refresh, clock, random),
                    history == null ? null : history.history());
            core = opened(DispatchCore.start(
                    database,
                    config.bootstrapServers(),
                    hub,
                    config.rules(),
                    clock,
                    new DispatchCore.Around(
                            areas,
                            meters,
                            config.zone(),
                            streets == null ? Travel.AS_THE_CROW_FLIES : streets,
                            config.channels(),
                            new Recovery(registries.thefts()))));
            closures.watch(core.rerouting());
            registries.thefts().watch(core.incidentDesk()::callOff);
            Storms storms = new Storms(database, new PostgresStormStore(database), audit, hub, config.storm(), clock);
            Polling unusedLook = opened(Polling.start("storm", storms));

            DeadLetterStore deadLetters = new PostgresDeadLetterStore(database);
            Registry<Device> devices = registries.devices();
            GatewayCounters gateways = new GatewayCounters(since);
            feed(config, LogTopic.DEAD_LETTERS, new DeadLetterFeed(deadLetters)::take);
            feed(config, LogTopic.GATEWAY_AUDIT, new RefusalFeed(audit)::take);
            PresenceFeed presence = new PresenceFeed(
                    tables,
                    new PostgresPresenceStore(database),
                    seen -> devices.findAll(seen).forEach(device -> hub.publish(LiveEvents.DEVICE, device.view())));
            feed(config, LogTopic.DEVICE_PRESENCE, presence::take);
            feed(config, LogTopic.TELEMETRY_EVENTS, new EventSightings(tables)::take);
            ElderRecord elderRecord = new PostgresElderRecord(database);
            feed(config, LogTopic.TELEMETRY_EVENTS, "dispatch.elder-record", new ElderRecordFeed(elderRecord)::take);
            feeds.add(opened(
                    LogReader.startFromBeginning(LogTopic.GATEWAY_STATUS, config.bootstrapServers(), gateways::take)));
            feeds.add(opened(LogReader.startFromBeginning(
                    LogTopic.DETECTION_STATUS, config.bootstrapServers(), detection::take)));
            feeds.forEach(reader -> core.metrics().feedLag(reader.topic(), reader.name(), reader::lag));
            core.metrics().detectionLag(detection::lagSeconds);
            HistoryRetention retention =
                    history == null ? HistoryRetention.NONE : new HistoryAges(history, registries.keptTracks());
            Retention unused =
                    opened(Retention.start(new PostgresRetention(database), retention, extras.retention(), clock));

            Api.Settings settings = new Api.Settings(
                    new InetSocketAddress(addressOf(config.httpHost()), config.httpPort()),
                    config.mapFile(),
                    config.secureCookies(),
                    COMMENT);
            server = opened(Api.serve(
                    settings,
                    new Api.Parts(
                            access,
                            audit,
                            deadLetters,
                            core.incidentQueries(),
                            new DeskActs(core.incidentDesk(), core.mergeDesk()),
                            actsOf(core.offerDesk()),
                            new Duty(database, tables, audit, clock),
                            registries,
                            new Statistics(since, gateways, deadLetters, core.incidentQueries(), detection, clock),
                            core.commandDesk(),
                            closures,
                            storms,
                            elderRecord,
                            channelReports(config),
                            hub,
                            clock,
                            this::problems,
                            meters)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts everything; the log's topics must exist. Throws if the database or the HTTP address cannot be had. */
    public static DispatchService start(DispatchConfig config, MeterRegistry meters) {
        return start(config, meters, Extras.NONE);
    }

    /** The same with other parts in this process. */
    public static DispatchService start(DispatchConfig config, MeterRegistry meters, Extras extras) {
        DispatchService service = new DispatchService(config, meters, extras, Clock.systemUTC());
        LOG.info("dispatch: answers on {}:{}", config.httpHost(), service.httpPort());
        return service;
    }

    /** The port that the API and the console are served on. */
    public int httpPort() {
        return server.port();
    }

    /** Whether dispatch itself works: the records, the log and every reader. Asks the database. */
    public boolean isReady() {
        return own().isEmpty();
    }

    /** Why nobody should rely on this process now: its own parts, the detection job, and the others in this JVM. */
    public List<String> problems() {
        List<String> problems = own();
        detection.problem().ifPresent(problems::add);
        problems.addAll(extras.problems().get());
        return problems;
    }

    private List<String> own() {
        List<String> problems = new ArrayList<>(core.problems());
        feeds.forEach(reader -> reader.problem().ifPresent(problems::add));
        return problems;
    }

    /** Stops what was started, the last first. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("dispatch: {} did not close", part.getClass().getSimpleName(), e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Read to their end before anybody asks: a count of zero would be a lie. */
    private DeviceLedgers ledgers(DispatchConfig config) {
        DeviceLedgers ledgers = new DeviceLedgers();
        LogReader reader =
                opened(LogReader.startFromBeginning(LogTopic.DEVICE_LEDGER, config.bootstrapServers(), ledgers::take));
        feeds.add(reader);
        if (!reader.awaitEnd(LEDGERS_READ)) {
            LOG.warn("device.ledger: not read within {} s, devices' counts come late", LEDGERS_READ.toSeconds());
        }
        return ledgers;
    }

    private void feed(DispatchConfig config, LogTopic topic, LogReader.Batch batch) {
        feed(config, topic, "dispatch." + topic.topicName(), batch);
    }

    private void feed(DispatchConfig config, LogTopic topic, String group, LogReader.Batch batch) {
        feeds.add(opened(LogReader.startShared(topic, config.bootstrapServers(), group, batch)));
    }

    private ChannelReports channelReports(DispatchConfig config) {
        return new ChannelReports(
                core.channels().receipts(),
                config.channels().webhook().secret(),
                config.channels().aliyun().reportKey());
    }

    private static @Nullable Streets streets(DispatchConfig config) {
        Path file = config.roadsFile();
        if (file == null) {
            LOG.warn("dispatch: no streets (dispatch.roads-file): people are ranked as the crow flies");
            return null;
        }
        RoadGraph graph = RoadFiles.read(file);
        LOG.info("dispatch: {} stretches of road from {}", graph.edges(), file);
        return new Streets(graph);
    }

    private static InetAddress addressOf(String host) {
        try {
            return InetAddress.getAllByName(host)[0];
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("http-host: '" + host + "' (expected: an address of this machine)", e);
        }
    }

    private static OfferActs actsOf(OfferDesk desk) {
        return new OfferActs() {
            @Override
            public Outcome answer(String offerId, Person by, OfferAction action, @Nullable String reason, Instant at) {
                return desk.answer(offerId, by, action, reason, at);
            }

            @Override
            public Optional<String> responderOf(String offerId) {
                return desk.responderOf(offerId);
            }

            @Override
            public List<OfferMessage> openOffersOf(String responder) {
                return desk.openOffersOf(responder);
            }

            @Override
            public List<OfferMessage> showOpenOffers(String responder) {
                return desk.showOpenOffers(responder);
            }
        };
    }
}
