package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.incident.Ending;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.notify.ChannelsConfig;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** The core on a real PostgreSQL without threads: the clock moves and timers are handled when a test says so. */
final class CoreUnderTest implements AutoCloseable {
    static final Person OPERATOR = new Person("operator", Role.OPERATOR);
    static final Person OTHER = new Person("other-operator", Role.OPERATOR);

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    final RecordedEvents events = new RecordedEvents();
    final Database database = TestPostgres.open();
    final City city = new City(database);
    private final AtomicLong ids = new AtomicLong();
    private final DispatchCore.Around around;
    final DispatchCore core;

    /** In a city without a map. */
    CoreUnderTest() {
        this(Travel.AS_THE_CROW_FLIES);
    }

    CoreUnderTest(Travel travel) {
        this(DispatchCore.Around.only(travel));
    }

    /** Where people can be called. */
    CoreUnderTest(ChannelsConfig channels) {
        this(DispatchCore.Around.nothing().with(channels));
    }

    /** Where something else ends with incidents. */
    CoreUnderTest(BiFunction<Database, Clock, Ending> ending) {
        around = DispatchCore.Around.nothing().with(ending.apply(database, clock));
        core = assemble();
    }

    private CoreUnderTest(DispatchCore.Around around) {
        this.around = around;
        core = assemble();
    }

    /** A further dispatch process beside the first, or in its place. */
    DispatchCore another() {
        return assemble();
    }

    private DispatchCore assemble() {
        return DispatchCore.assemble(
                database, events, DispatchRules.DEFAULTS, clock, () -> "id" + ids.incrementAndGet(), around);
    }

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
        pass(core, time);
    }

    /** As above, in one of several processes. */
    void pass(DispatchCore process, Duration time) {
        Duration step = Duration.ofSeconds(5);
        for (Duration left = time; !left.isZero(); left = left.minus(step)) {
            step = left.compareTo(step) < 0 ? left : step;
            clock.pass(step);
            process.timers().runDue();
            process.channels().runDue();
        }
    }

    /** With an elder, smoke sensors in two buildings, places of two readers, and four responders of each role. */
    static CoreUnderTest ofADistrict() {
        CoreUnderTest test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.smokeSensor("smoke-1", City.at(0, 0), Map.of("premises", "tower", "name", "阳光大厦"));
        test.city.smokeSensor("smoke-2", City.at(0, 30), Map.of("premises", "tower", "name", "阳光大厦"));
        test.city.smokeSensor("far", City.at(0, 120), Map.of("premises", "school", "name", "学校"));
        test.city.smokeSensor("reader-1", City.at(500, 0), Map.of("name", "金砂路口"));
        test.city.smokeSensor("reader-2", City.at(900, 0), Map.of("name", "长平路口"));
        for (int i = 0; i < 4; i++) {
            test.city.responder("officer-" + i, City.at(20 * i, 50), "car", List.of("officer"), List.of());
            test.city.responder("fire-" + i, City.at(20 * i, 60), "car", List.of("fire"), List.of());
            test.city.responder("worker-" + i, City.at(20 * i, 70), "foot", List.of("community-worker"), List.of());
            test.city.responder("volunteer-" + i, City.at(20 * i, 80), "foot", List.of("volunteer"), List.of());
            test.city.responder("fixer-" + i, City.at(20 * i, 90), "car", List.of("maintenance"), List.of());
        }
        return test;
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

    List<IncidentItem> openOnes() {
        return core.incidentQueries()
                .list(new IncidentFilter("open", null, null), 100, null)
                .items();
    }

    IncidentDetail detail(IncidentItem item) {
        return core.incidentQueries().find(item.id()).orElseThrow();
    }

    /** Whom the incident was put to, by what they are. */
    Set<String> askedRoles(IncidentItem item) {
        return Set.copyOf(detail(item).offers().stream()
                .map(offer -> offer.responder().replaceAll("-\\d+$", ""))
                .toList());
    }

    /** What the timeline tells, in order. */
    static List<String> what(IncidentDetail detail) {
        return detail.timeline().stream().map(entry -> entry.what()).toList();
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

    /** An operator says that it is so. */
    void confirm(IncidentItem item) {
        Outcome said = core.incidentDesk().confirm(item.id(), OPERATOR);
        if (!said.equals(Outcome.done())) {
            throw new AssertionError("confirmed: " + said);
        }
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
