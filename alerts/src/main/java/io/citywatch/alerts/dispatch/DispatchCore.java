package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.intake.DetectionReader;
import io.citywatch.alerts.intake.EmergencyReader;
import io.citywatch.alerts.intake.Intake;
import io.citywatch.alerts.log.DeadLetters;
import io.citywatch.alerts.log.EachRecord;
import io.citywatch.alerts.log.LogReader;
import io.citywatch.alerts.nearest.PositionReader;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.OutboxRelay;
import io.citywatch.alerts.store.PostgresDetectionStore;
import io.citywatch.alerts.store.PostgresIncidentFinder;
import io.citywatch.alerts.store.PostgresIncidentQueries;
import io.citywatch.alerts.store.PostgresIncidentStore;
import io.citywatch.alerts.store.PostgresNearestResponders;
import io.citywatch.alerts.store.PostgresPositionStore;
import io.citywatch.alerts.store.PostgresResponseStore;
import io.citywatch.alerts.store.PostgresTimerStore;
import io.citywatch.model.log.LogTopic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
    private final OfferDesk offerDesk;
    private final PositionReader positions;
    private final ResponseStore responses;
    private final DueTimers timers;
    private final Clock clock;
    private final List<LogReader> readers = new ArrayList<>();
    private @Nullable OutboxRelay relay;

    /**
     * What dispatch asks of others.
     *
     * @param areas names the areas of a place
     * @param meters where it counts
     */
    public record Around(AreaLookup areas, MeterRegistry meters) {
        /** No areas, and counts that nobody reads. */
        public static Around nothing() {
            return new Around(AreaLookup.NONE, new SimpleMeterRegistry());
        }
    }

    private DispatchCore(
            Database database,
            LiveEvents events,
            DispatchSettings settings,
            Clock clock,
            Supplier<String> ids,
            Around around) {
        this.database = database;
        this.clock = clock;
        IncidentStore incidents = new PostgresIncidentStore();
        this.responses = new PostgresResponseStore();
        TimerStore timerStore = new PostgresTimerStore(database);
        Alarm alarm = new Alarm(clock);
        DispatchMetrics metrics = new DispatchMetrics(around.meters());
        OfferBook book = new OfferBook(responses, timerStore, events, settings, alarm::set, metrics);
        Waves waves = new Waves(responses, new PostgresNearestResponders(), book, settings, ids);
        Dispatcher dispatcher = new Dispatcher(database, incidents, responses, timerStore, book, waves, events, clock);
        this.timers = new DueTimers(timerStore, dispatcher::handle, alarm, clock);
        Intake.Parts parts = new Intake.Parts(
                new PostgresDetectionStore(),
                new PostgresIncidentFinder(),
                incidents,
                dispatcher,
                around.areas(),
                events);
        this.intake = new Intake(database, parts, metrics::opened, clock, ids);
        this.queries = new PostgresIncidentQueries(database);
        this.incidentDesk = new IncidentDesk(database, incidents, dispatcher, events, clock);
        this.offerDesk = new OfferDesk(database, incidents, responses, book, dispatcher);
        this.positions = new PositionReader(new PostgresPositionStore(database), events);
    }

    /** Wires everything without a thread: nothing is read, relayed or due by itself. */
    static DispatchCore assemble(
            Database database, LiveEvents events, DispatchSettings settings, Clock clock, Supplier<String> ids) {
        return new DispatchCore(database, events, settings, clock, ids, Around.nothing());
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
            DispatchSettings settings,
            Clock clock,
            Around around) {
        DispatchCore core = new DispatchCore(
                database,
                events,
                settings,
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""),
                around);
        core.relay = OutboxRelay.start(database, bootstrapServers);
        core.timers.start();
        core.read(bootstrapServers);
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
                                new EachRecord(deadLetters, new ReceiptReader(database, responses))),
                        new Reader("dispatch-positions", LogTopic.RESPONDER_POSITIONS, positions))
                .forEach(reader -> readers.add(
                        LogReader.startShared(reader.topic(), bootstrapServers, reader.group(), reader.batch())));
    }

    public IncidentQueries incidentQueries() {
        return queries;
    }

    public IncidentDesk incidentDesk() {
        return incidentDesk;
    }

    public OfferDesk offerDesk() {
        return offerDesk;
    }

    Intake intake() {
        return intake;
    }

    DueTimers timers() {
        return timers;
    }

    /** Whether alarms reach people now: database, log, readers and timers all work. */
    public boolean isHealthy() {
        OutboxRelay relaying = relay;
        return relaying != null
                && relaying.isHealthy()
                && timers.isHealthy()
                && readers.stream().allMatch(LogReader::isAlive)
                && database.isHealthy();
    }

    @Override
    public void close() {
        readers.forEach(LogReader::close);
        timers.close();
        OutboxRelay relaying = relay;
        if (relaying != null) {
            relaying.close();
        }
    }
}
