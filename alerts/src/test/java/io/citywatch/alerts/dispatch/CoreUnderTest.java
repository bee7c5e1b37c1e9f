package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.testing.Alarms;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.RecordedEvents;
import io.citywatch.alerts.testing.SettableClock;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.Decoded;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The core on a real PostgreSQL without threads: the clock moves and timers are handled when a test says so. */
final class CoreUnderTest implements AutoCloseable {
    static final Person OPERATOR = new Person("operator", Role.OPERATOR);

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    final RecordedEvents events = new RecordedEvents();
    final Database database = TestPostgres.open();
    final City city = new City(database);
    private final AtomicLong ids = new AtomicLong();
    final DispatchCore core = DispatchCore.assemble(
            database, events, DispatchSettings.DEFAULTS, clock, () -> "id" + ids.incrementAndGet());

    void press(String terminal) {
        core.intake().accept(pressOf(terminal));
    }

    Detection pressOf(String terminal) {
        return Alarms.judged(Alarms.sos(terminal, "m" + ids.incrementAndGet(), clock.instant()));
    }

    Detection smokeOf(String sensor) {
        return Alarms.judged(Alarms.smokeAlarm(sensor, "m" + ids.incrementAndGet(), clock.instant()));
    }

    void take(Detection detection) {
        core.intake().accept(detection);
    }

    /** The same detection in another phase, with its newest evidence received now. */
    Detection later(Detection detection, Phase phase) {
        Instant now = clock.instant();
        return new Detection(
                detection.id(),
                now.toEpochMilli(),
                detection.rule(),
                phase,
                detection.severity(),
                detection.subject(),
                detection.key(),
                detection.devices(),
                detection.position(),
                now,
                detection.device(),
                detection.identity(),
                detection.evidence(),
                detection.causes(),
                new Stages(now, now, now, now));
    }

    /** Lets the time pass in steps, and handles at each what became due. */
    void pass(Duration time) {
        Duration step = Duration.ofSeconds(5);
        for (Duration left = time; !left.isZero(); left = left.minus(step)) {
            step = left.compareTo(step) < 0 ? left : step;
            clock.pass(step);
            core.timers().runDue();
        }
    }

    List<IncidentItem> incidents() {
        return core.incidentQueries().list(IncidentFilter.all(), 100, null).items();
    }

    IncidentItem only() {
        List<IncidentItem> all = incidents();
        if (all.size() != 1) {
            throw new AssertionError("one incident expected, there are " + all);
        }
        return all.get(0);
    }

    IncidentDetail detail() {
        return core.incidentQueries().find(only().id()).orElseThrow();
    }

    List<String> offered() {
        return withState("OFFERED");
    }

    List<String> withState(String state) {
        return detail().offers().stream()
                .filter(offer -> offer.state().equals(state))
                .map(IncidentDetail.OfferLine::responder)
                .toList();
    }

    static Person by(String responder) {
        return new Person(responder, Role.RESPONDER);
    }

    Outcome answer(String responder, OfferAction action) {
        List<OfferMessage> open = core.offerDesk().openOffersOf(responder);
        return core.offerDesk()
                .answer(open.get(0).id(), new Person(responder, Role.RESPONDER), action, null, clock.instant());
    }

    void closeIncident() {
        core.incidentDesk().close(only().id(), "helped", "by a neighbour", OPERATOR);
    }

    /** What is owed to the phones, in order. */
    List<PendingMessage> commands() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT value FROM outbox WHERE topic = 'COMMANDS' ORDER BY id")
                                .map((row, context) -> read(row.getBytes("value"), PendingMessage.class))
                                .list());
    }

    /** The newest that a phone was told of an offer in that state. */
    List<OfferMessage> told(String responder, OfferState state) {
        return commands().stream()
                .filter(message -> message.recipient().equals(responder) && !message.settled())
                .map(CoreUnderTest::payload)
                .filter(message -> message.state() == state)
                .toList();
    }

    static OfferMessage payload(PendingMessage message) {
        return read(String.valueOf(message.payload()).getBytes(StandardCharsets.UTF_8), OfferMessage.class);
    }

    static <T> T read(byte[] json, Class<T> type) {
        return ((Decoded.Valid<T>) Json.read(json, type)).value();
    }

    @Override
    public void close() {
        database.close();
    }
}
