package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.testing.Alarms;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.EmbeddedKafka;
import io.citywatch.alerts.testing.LogProbe;
import io.citywatch.alerts.testing.RecordedEvents;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.Decoded;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.PositionReport;
import io.citywatch.model.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole half on a real Kafka and a real PostgreSQL, with its own threads and the real clock. */
class CoreIT {
    private static final DispatchRules RULES = new DispatchRules(
            new DispatchSettings(
                    3,
                    7,
                    30,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10)),
            Patience.DEFAULTS,
            WatchSettings.DEFAULTS);

    private static EmbeddedKafka kafka;
    private static Database database;
    private static DispatchCore core;
    private static City city;
    private static LogProbe commands;
    private static LogProbe deadLetters;
    private static final RecordedEvents EVENTS = new RecordedEvents();

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
        database = TestPostgres.open();
        city = new City(database);
        core = DispatchCore.start(
                database, kafka.bootstrapServers(), EVENTS, RULES, Clock.systemUTC(), DispatchCore.Around.nothing());
        commands = new LogProbe(kafka.bootstrapServers(), LogTopic.COMMANDS);
        deadLetters = new LogProbe(kafka.bootstrapServers(), LogTopic.DEAD_LETTERS);
    }

    @AfterAll
    static void stop() {
        deadLetters.close();
        commands.close();
        core.close();
        database.close();
        kafka.close();
    }

    /** What one test left open would ask the people of the next. */
    @AfterEach
    void sendEverybodyHome() {
        core.incidentQueries()
                .list(new IncidentFilter("open", null, null), 100, null)
                .items()
                .forEach(item -> core.incidentDesk().close(item.id(), "test", "", CoreUnderTest.OPERATOR));
        database.jdbi().useHandle(handle -> handle.execute("UPDATE responders SET on_duty = false"));
    }

    @Test
    void bringsAPressToTheNearestAndOneIncidentOnly() {
        neighbourhood("a", 0);
        LogRecord press = sos("a-terminal", "1@a");
        appendTelemetry(press);

        String incident = offerTo("a-first-1", OfferState.OFFERED).incident();
        // Other tests' incidents may ask the same people.
        List<PendingMessage> offers = awaitOffers("a-", OfferState.OFFERED, 6).stream()
                .filter(offer -> payload(offer).incident().equals(incident))
                .toList();
        assertThat(offers)
                .extracting(PendingMessage::recipient)
                .containsExactlyInAnyOrder(
                        "a-first-1", "a-first-2", "a-first-3", "a-worker-1", "a-worker-2", "a-worker-3");
        assertThat(offers).allSatisfy(offer -> assertThat(offer.payload()).doesNotContain("陈美玲", "金平"));
        assertThat(offers)
                .allSatisfy(
                        offer -> assertThat(offer.topic()).isEqualTo("responders/" + offer.recipient() + "/offers"));

        commands.append(LogTopic.DETECTIONS, "x", Json.write(Alarms.judged(press)), Map.of());
        OfferMessage nearest = offerTo("a-first-1", OfferState.OFFERED);
        answer("a-first-1", nearest.id(), OfferAction.ACCEPT);

        OfferMessage accepted = offerTo("a-first-1", OfferState.ACCEPTED);
        assertThat(accepted.revision()).isGreaterThan(nearest.revision());
        assertThat(accepted.address()).isEqualTo("金平区1号");
        assertThat(accepted.subject()).isEqualTo("陈美玲");
        assertThat(accepted.position()).isEqualTo(City.at(0, 0));
        assertThat(accepted.instructions()).isNotBlank();
        offerTo("a-first-2", OfferState.WITHDRAWN);
        offerTo("a-first-3", OfferState.WITHDRAWN);

        answer("a-first-1", nearest.id(), OfferAction.EN_ROUTE);
        answer("a-first-1", nearest.id(), OfferAction.ARRIVED);
        IncidentItem item = awaitIncident("a-terminal", one -> one.state() == IncidentState.ON_SCENE);
        assertThat(item.subject().name()).isEqualTo("陈**");
        IncidentDetail detail = core.incidentQueries().find(item.id()).orElseThrow();
        assertThat(detail.count()).isEqualTo(1);
        assertThat(detail.item().subject().name()).isEqualTo("陈美玲");
        assertThat(detail.stages().arrived()).isNotNull();
        assertThat(detail.stages().offered())
                .isBetween(detail.stages().opened(), detail.stages().accepted());
        assertThat(core.incidentQueries()
                        .list(new IncidentFilter(null, null, "a-terminal"), 10, null)
                        .items())
                .hasSize(1);
        assertThat(EVENTS.of(LiveEvents.OFFER)).isNotEmpty();
    }

    @Test
    void asksTheNextBestWhenNobodyAnswersInTime() {
        neighbourhood("b", 20_000);
        appendTelemetry(sos("b-terminal", "1@b"));
        awaitOffers("b-", OfferState.OFFERED, 6);

        awaitOffers("b-", OfferState.EXPIRED, 6);
        // Two of the six have somebody after them; their offers are sent at once, in either order.
        offerTo("b-first-4", OfferState.OFFERED);
        offerTo("b-first-5", OfferState.OFFERED);
    }

    @Test
    void answersALateAcceptWithANewRevisionAndAMisfitWithADeadLetter() {
        neighbourhood("c", 40_000);
        appendTelemetry(sos("c-terminal", "1@c"));
        OfferMessage first = offerTo("c-first-1", OfferState.OFFERED);
        OfferMessage second = offerTo("c-first-2", OfferState.OFFERED);
        answer("c-first-1", first.id(), OfferAction.ACCEPT);
        OfferMessage withdrawn = offerTo("c-first-2", OfferState.WITHDRAWN);

        answer("c-first-2", second.id(), OfferAction.ACCEPT);
        commands.await(seen -> offersTo(seen, "c-first-2", OfferState.WITHDRAWN).stream()
                .anyMatch(message -> message.revision() > withdrawn.revision()));
        answer("c-first-2", second.id(), OfferAction.ARRIVED);

        deadLetters.await(seen -> seen.stream()
                .anyMatch(letter ->
                        text(letter).contains("c-first-2") && text(letter).contains("not accepted")));
    }

    @Test
    void buriesWhatItCannotReadAndGoesOn() {
        neighbourhood("d", 60_000);
        commands.append(LogTopic.TELEMETRY_EVENTS, "d-terminal", bytes("?"), Map.of("device", bytes("d-terminal")));
        commands.append(LogTopic.TELEMETRY_EVENTS, "d-terminal", bytes("{}"), Map.of(Pulse.HEADER, new byte[0]));
        commands.append(LogTopic.DETECTIONS, "d-junk", bytes("{\"id\":1"), Map.of());
        appendTelemetry(sos("d-terminal", "1@d"));

        offerTo("d-first-1", OfferState.OFFERED);
        deadLetters.await(seen -> seen.stream().anyMatch(letter -> text(letter).contains("not a telemetry record"))
                && seen.stream().anyMatch(letter -> text(letter).contains("d-junk")));
    }

    @Test
    void prefersTheFreshFixAndMarksTheDelivery() {
        neighbourhood("e", 80_000);
        Position near = City.at(80_000 + 5, 0);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        commands.append(
                LogTopic.RESPONDER_POSITIONS,
                "e-first-5",
                Json.write(new PositionReport.Logged(
                        "e-first-5", now, new PositionReport(now, near.lat(), near.lon(), null, null, null))),
                Map.of());
        await(() -> EVENTS.of(LiveEvents.POSITION).toString().contains("e-first-5"));

        appendTelemetry(sos("e-terminal", "1@e"));
        OfferMessage offer = offerTo("e-first-5", OfferState.OFFERED);
        assertThat(offer.distanceMeters()).isEqualTo(5);
        commands.append(
                LogTopic.RECEIPTS,
                "e-first-5/" + offer.id(),
                Json.write(new Receipt("e-first-5", offer.id(), 1, "g", now)),
                Map.of());

        await(() -> database.jdbi()
                .withHandle(handle -> handle.select("SELECT state FROM offers WHERE id = ?", offer.id())
                        .mapTo(String.class)
                        .one())
                .equals("DELIVERED"));
        assertThat(core.problems().isEmpty()).isTrue();
    }

    /** An elder, five volunteers with first aid and three community workers, each 100 m further off. */
    private static void neighbourhood(String prefix, double north) {
        city.elder(prefix + "-elder", "陈美玲", prefix + "-terminal", City.at(north, 0), "金平区1号");
        for (int i = 1; i <= 5; i++) {
            city.responder(
                    prefix + "-first-" + i,
                    City.at(north + 100 * i, 0),
                    "foot",
                    List.of("volunteer"),
                    List.of("first-aid"));
        }
        for (int i = 1; i <= 3; i++) {
            city.responder(
                    prefix + "-worker-" + i, City.at(north, 100 * i), "e-bike", List.of("community-worker"), List.of());
        }
    }

    private static LogRecord sos(String terminal, String identity) {
        return Alarms.sos(terminal, identity, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static void appendTelemetry(LogRecord message) {
        commands.append(message.logTopic(), message.device().value(), message.payload(), message.headers());
    }

    private static void answer(String responder, String offer, OfferAction action) {
        commands.append(
                LogTopic.OFFER_ANSWERS,
                responder,
                Json.write(new OfferAnswer.Logged(
                        responder, offer, Instant.now(), new OfferAnswer(Instant.now(), action, null))),
                Map.of());
    }

    private static List<PendingMessage> awaitOffers(String prefix, OfferState state, int count) {
        return commands.await(seen -> of(seen, prefix, state).size() >= count).stream()
                .map(CoreIT::pending)
                .filter(message -> message.recipient().startsWith(prefix)
                        && payload(message).state() == state)
                .toList();
    }

    private static OfferMessage offerTo(String responder, OfferState state) {
        return offersTo(commands.await(seen -> !offersTo(seen, responder, state).isEmpty()), responder, state)
                .get(0);
    }

    private static List<OfferMessage> offersTo(
            List<ConsumerRecord<byte[], byte[]>> seen, String responder, OfferState state) {
        return of(seen, responder, state).stream()
                .filter(message -> message.recipient().equals(responder))
                .map(CoreIT::payload)
                .toList();
    }

    private static List<PendingMessage> of(List<ConsumerRecord<byte[], byte[]>> seen, String prefix, OfferState state) {
        return seen.stream()
                .map(CoreIT::pending)
                .filter(message -> message.recipient().startsWith(prefix)
                        && !message.settled()
                        && payload(message).state() == state)
                .toList();
    }

    private static PendingMessage pending(ConsumerRecord<byte[], byte[]> message) {
        PendingMessage pending = valid(message.value(), PendingMessage.class);
        assertThat(message.partition()).isEqualTo(PendingMessage.partitionOf(pending.recipient(), 4));
        assertThat(new String(message.key(), StandardCharsets.UTF_8)).isEqualTo(pending.key());
        return pending;
    }

    private static OfferMessage payload(PendingMessage message) {
        return valid(bytes(String.valueOf(message.payload())), OfferMessage.class);
    }

    private static <T> T valid(byte[] json, Class<T> type) {
        return ((Decoded.Valid<T>) Json.read(json, type)).value();
    }

    private static String text(ConsumerRecord<byte[], byte[]> message) {
        return new String(message.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static IncidentItem awaitIncident(String device, Predicate<IncidentItem> condition) {
        IncidentFilter filter = new IncidentFilter(null, null, device);
        await(() ->
                core.incidentQueries().list(filter, 1, null).items().stream().anyMatch(condition));
        return core.incidentQueries().list(filter, 1, null).items().get(0);
    }

    /** The probe's reading of the log is what passes the time. */
    private static void await(BooleanSupplier condition) {
        commands.await(seen -> condition.getAsBoolean());
    }
}
