package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.closure.Rerouting;
import io.citywatch.alerts.command.CommandDesk;
import io.citywatch.alerts.command.CommandResultReader;
import io.citywatch.alerts.command.Deadlines;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Ending;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.intake.DetectionReader;
import io.citywatch.alerts.intake.EmergencyReader;
import io.citywatch.alerts.intake.IncidentFinder;
import io.citywatch.alerts.intake.Intake;
import io.citywatch.alerts.intake.MergeDesk;
import io.citywatch.alerts.log.DeadLetters;
import io.citywatch.alerts.log.EachRecord;
import io.citywatch.alerts.log.LogReader;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.PositionReader;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.notify.Channels;
import io.citywatch.alerts.notify.ChannelsConfig;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.FreshIds;
import io.citywatch.alerts.store.OutboxRelay;
import io.citywatch.alerts.store.PostgresAuditLog;
import io.citywatch.alerts.store.PostgresCommandStore;
import io.citywatch.alerts.store.PostgresDetectionStore;
import io.citywatch.alerts.store.PostgresHandoverStore;
import io.citywatch.alerts.store.PostgresIncidentFinder;
import io.citywatch.alerts.store.PostgresIncidentQueries;
import io.citywatch.alerts.store.PostgresIncidentStore;
import io.citywatch.alerts.store.PostgresNearestResponders;
import io.citywatch.alerts.store.PostgresPartings;
import io.citywatch.alerts.store.PostgresPositionStore;
import io.citywatch.alerts.store.PostgresPursuitStore;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.store.PostgresResponseStore;
import io.citywatch.alerts.store.PostgresStormStore;
import io.citywatch.alerts.store.PostgresTimerStore;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.log.LogTopic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The path from an alarm to a person, wired: intake, incidents, offers and timers, the readers of the log and the one
 * outbox relay of the process. Closing stops them in reverse; what was under way comes again after the next start.
 */
public final class DispatchCore implements AutoCloseable {
    private final Database database;
    private final Intake intake;
    private final IncidentQueries queries;
    private final IncidentDesk incidentDesk;
    private final MergeDesk mergeDesk;
    private final OfferDesk offerDesk;
    private final CommandDesk commandDesk;
    private final DispatchMetrics metrics;
    private final PositionReader positions;
    private final ResponseStore responses;
    private final DueTimers timers;
    private final Rerouting rerouting;
    private final Channels channels;
    private final Clock clock;
    private final List<LogReader> readers = new ArrayList<>();
    private @Nullable OutboxRelay relay;

    /**
     * What dispatch asks of others.
     *
     * @param areas names the areas of a place
     * @param meters where it counts
     * @param zone of the city, in which shifts are meant
     * @param travel how long people take
     * @param channels how people are reached besides the app
     * @param ending what else ends with an incident that a person closes
     */
    public record Around(
            AreaLookup areas,
            MeterRegistry meters,
            ZoneId zone,
            Travel travel,
            ChannelsConfig channels,
            Ending ending) {
        /** No areas, no map, and counts that nobody reads. */
        public static Around nothing() {
            return only(Travel.AS_THE_CROW_FLIES);
        }

        /** The same with other channels. */
        Around with(ChannelsConfig other) {
            return new Around(areas, meters, zone, travel, other, ending);
        }

        /** The same with something that ends with incidents. */
        Around with(Ending other) {
            return new Around(areas, meters, zone, travel, channels, other);
        }

        static Around only(Travel travel) {
            return new Around(
                    AreaLookup.NONE,
                    new SimpleMeterRegistry(),
                    PostgresRegistry.DEFAULT_ZONE,
                    travel,
                    ChannelsConfig.DEFAULTS,
                    Ending.NONE);
        }
    }

    private DispatchCore(
            Database database,
            LiveEvents events,
            DispatchRules rules,
            Clock clock,
            Supplier<String> ids,
            Around around) {
        this.database = database;
        this.clock = clock;
        DispatchSettings settings = rules.offers();
        Patience patience = rules.patience();
        this.responses = new PostgresResponseStore();
        TimerStore timerStore = new PostgresTimerStore(database);
        Alarm alarm = new Alarm(clock);
        TimedIncidentStore incidents =
                new TimedIncidentStore(new PostgresIncidentStore(), timerStore, patience, alarm::set);
        this.metrics = new DispatchMetrics(around.meters());
        NearestResponders nearest = new PostgresNearestResponders(around.zone(), around.travel());
        Pursuits pursuits = new Pursuits(responses, new PostgresPursuitStore(), nearest, around.travel());
        this.channels = Channels.assemble(
                database, around.channels(), new Channels.Around(around.areas(), around.meters(), clock, new Random()));
        OfferBook book = new OfferBook(
                responses,
                timerStore,
                events,
                settings,
                patience,
                alarm::set,
                metrics,
                pursuits,
                channels.notifications());
        Waves waves = new Waves(responses, nearest, book, settings, patience, pursuits, ids);
        Dispatcher dispatcher = new Dispatcher(
                database,
                incidents,
                responses,
                timerStore,
                book,
                waves,
                pursuits,
                events,
                patience,
                clock,
                ids,
                new Handover(responses, new PostgresHandoverStore(), book),
                PostgresStormStore::isOn);
        this.rerouting = new Reroutes(database, incidents, responses, nearest, waves, book, dispatcher);
        IncidentFinder finder = new PostgresIncidentFinder();
        Attendance attendance = new Attendance(
                database,
                incidents,
                responses,
                timerStore,
                book,
                dispatcher,
                new Safety(finder, dispatcher, metrics::opened, ids),
                around.travel(),
                pursuits,
                rules.watch());
        this.timers =
                new DueTimers(timerStore, timer -> handle(timer, timerStore, dispatcher, attendance), alarm, clock);
        AuditLog audit = new PostgresAuditLog(database);
        this.commandDesk = new CommandDesk(
                database, new PostgresCommandStore(database), deadlines(book, timerStore), audit, events, clock, ids);
        Intake.Parts parts = new Intake.Parts(
                new PostgresDetectionStore(),
                finder,
                new PostgresPartings(),
                incidents,
                dispatcher,
                around.areas(),
                events);
        this.mergeDesk = new MergeDesk(database, parts, audit, metrics::opened, clock, ids);
        this.intake = new Intake(database, parts, metrics::opened, clock, ids);
        this.queries = new PostgresIncidentQueries(database, around.travel(), clock);
        this.incidentDesk = new IncidentDesk(database, incidents, dispatcher, audit, events, around.ending(), clock);
        this.offerDesk = new OfferDesk(database, incidents, responses, book, dispatcher, attendance, audit);
        this.positions = new PositionReader(new PostgresPositionStore(database), events);
    }

    /** Deadlines of commands are timers like all others, of no incident. */
    private static Deadlines deadlines(OfferBook book, TimerStore timers) {
        return new Deadlines() {
            @Override
            public void set(Transaction transaction, String command, Instant at) {
                book.set(transaction, List.of(new Timer(Timer.Kind.COMMAND_DEADLINE, command, "", 0, at)));
            }

            @Override
            public void cancel(Transaction transaction, String command) {
                timers.cancel(transaction, Timer.Kind.COMMAND_DEADLINE, List.of(command));
            }
        };
    }

    private void handle(Timer timer, TimerStore timerStore, Dispatcher dispatcher, Attendance attendance) {
        switch (timer.kind()) {
            case WATCH, SURPLUS, CHECK_IN -> attendance.handle(timer);
            case COMMAND_DEADLINE -> expire(timer, timerStore);
            case OFFER_DEADLINE,
                    ADVANCE,
                    ASSIGNED_ELSEWHERE,
                    WIDEN,
                    DELIVERY,
                    OFFER_SETTLE,
                    NOTE_ENDS,
                    HOLD_ENDS,
                    CALL,
                    NO_PROGRESS -> dispatcher.handle(timer);
        }
    }

    private void expire(Timer timer, TimerStore timerStore) {
        database.inTransaction(transaction -> {
            timerStore.cancel(transaction, timer.kind(), List.of(timer.entity()));
            commandDesk.expire(transaction, timer.entity());
            return true;
        });
    }

    /** Wires everything without a thread: nothing is read, relayed or due by itself. */
    static DispatchCore assemble(
            Database database,
            LiveEvents events,
            DispatchRules rules,
            Clock clock,
            Supplier<String> ids,
            Around around) {
        return new DispatchCore(database, events, rules, clock, ids, around);
    }

    /**
     * Starts everything. The topics of the log must exist.
     *
     * @param bootstrapServers of the log
     * @param events told of each change after its commit
     */
    public static DispatchCore start(
            Database database,
            String bootstrapServers,
            LiveEvents events,
            DispatchRules rules,
            Clock clock,
            Around around) {
        DispatchCore core = new DispatchCore(database, events, rules, clock, FreshIds::next, around);
        core.relay = OutboxRelay.start(database, bootstrapServers);
        core.channels.start();
        core.timers.start();
        core.read(bootstrapServers);
        core.readers.forEach(reader -> core.metrics.feedLag(reader.topic(), reader.name(), reader::lag));
        core.metrics.outboxDepth(() -> OutboxRelay.depth(database));
        return core;
    }

    private void read(String bootstrapServers) {
        DeadLetters deadLetters = new DeadLetters(database);
        record Reader(String group, LogTopic topic, LogReader.Batch batch) {}
        List.of(
                        new Reader(
                                "dispatch-emergency",
                                LogTopic.TELEMETRY_EVENTS,
                                new EachRecord(deadLetters, new EmergencyReader(intake, clock))),
                        new Reader(
                                "dispatch-detections",
                                LogTopic.DETECTIONS,
                                new EachRecord(deadLetters, new DetectionReader(intake))),
                        new Reader(
                                "dispatch-answers",
                                LogTopic.OFFER_ANSWERS,
                                new EachRecord(deadLetters, new AnswerReader(offerDesk, deadLetters))),
                        new Reader(
                                "dispatch-receipts",
                                LogTopic.RECEIPTS,
                                new EachRecord(
                                        deadLetters,
                                        new ReceiptReader(database, responses, channels.notifications(), commandDesk))),
                        new Reader(
                                "dispatch-command-results",
                                LogTopic.COMMAND_RESULTS,
                                new EachRecord(deadLetters, new CommandResultReader(commandDesk, deadLetters))),
                        new Reader("dispatch-positions", LogTopic.RESPONDER_POSITIONS, positions))
                .forEach(reader -> readers.add(
                        LogReader.startShared(reader.topic(), bootstrapServers, reader.group(), reader.batch())));
    }

    public Channels channels() {
        return channels;
    }

    /** What follows for people when roads are closed. */
    public Rerouting rerouting() {
        return rerouting;
    }

    public IncidentQueries incidentQueries() {
        return queries;
    }

    public IncidentDesk incidentDesk() {
        return incidentDesk;
    }

    /** Where people bring incidents together and tell them apart. */
    public MergeDesk mergeDesk() {
        return mergeDesk;
    }

    public OfferDesk offerDesk() {
        return offerDesk;
    }

    public CommandDesk commandDesk() {
        return commandDesk;
    }

    public DispatchMetrics metrics() {
        return metrics;
    }

    Intake intake() {
        return intake;
    }

    DueTimers timers() {
        return timers;
    }

    /** Why alarms may not reach people now: what of database, log, readers and timers does not work. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!database.isHealthy()) {
            problems.add("records: the database does not answer");
        }
        OutboxRelay relaying = relay;
        if (relaying == null || !relaying.isHealthy()) {
            problems.add("outbox: the log does not take what is owed to it");
        }
        if (!timers.isHealthy()) {
            problems.add("timers: cannot be claimed");
        }
        if (!channels.isHealthy()) {
            problems.add("channels: what is owed to people cannot be claimed");
        }
        readers.forEach(reader -> reader.problem().ifPresent(problems::add));
        return problems;
    }

    @Override
    public void close() {
        readers.forEach(LogReader::close);
        timers.close();
        channels.close();
        OutboxRelay relaying = relay;
        if (relaying != null) {
            relaying.close();
        }
    }
}
