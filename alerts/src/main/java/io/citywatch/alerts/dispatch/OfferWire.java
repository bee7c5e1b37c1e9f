package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentSubject;
import io.citywatch.alerts.pursuit.Meeting;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.telemetry.MqttTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a responder's phone is told of an offer: of a person or a door nothing before acceptance and nothing after. */
final class OfferWire {
    /** An accepted offer is owed until its assignment is over, which is a settled record; this is only a bound. */
    private static final Duration ACCEPTED_FOR = Duration.ofDays(7);

    private static final double CELL_METERS = 500;
    private static final double METERS_PER_DEGREE = 111_195;
    /** As officers' watches show it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(PostgresRegistry.DEFAULT_ZONE);

    /** Nothing marks an exercise yet; one that is marked never leaves the platform but for the app. */
    static final boolean DRILL = false;

    private static final Position NOWHERE = new Position(0, 0);

    private OfferWire() {}

    /**
     * Owes the offer's present revision to its responder.
     *
     * @param meeting where to go instead of the incident's own place
     * @param warning before the instructions of who accepted
     */
    static void publish(
            Transaction transaction,
            Incident incident,
            Offer offer,
            @Nullable Meeting meeting,
            @Nullable String warning,
            DispatchSettings settings,
            Instant now) {
        PendingMessage message = new PendingMessage(
                offer.responder(),
                offer.id(),
                offer.revision(),
                offer.settled(),
                until(offer, settings, now),
                MqttTopic.ofOffers(offer.responder()),
                offer.settled()
                        ? null
                        : new String(Json.write(message(incident, offer, meeting, warning)), StandardCharsets.UTF_8));
        transaction.append(
                LogTopic.COMMANDS,
                message.key(),
                PendingMessage.partitionOf(offer.responder(), LogTopic.COMMANDS.partitions()),
                message.write());
    }

    private static Instant until(Offer offer, DispatchSettings settings, Instant now) {
        return switch (stateFor(offer)) {
            case OFFERED -> offer.deadline();
            case ACCEPTED -> now.plus(ACCEPTED_FOR);
            case DECLINED, EXPIRED, WITHDRAWN -> now.plus(settings.keepEnded());
        };
    }

    static OfferMessage message(Incident incident, Offer offer, @Nullable Meeting meeting, @Nullable String warning) {
        OfferState state = stateFor(offer);
        boolean trusted = state == OfferState.ACCEPTED;
        Position place = meeting == null ? incident.position() : meeting.position();
        return new OfferMessage(
                offer.id(),
                offer.incident(),
                offer.revision(),
                state,
                incident.kind().text(),
                incident.severity(),
                place == null ? NOWHERE : cellOf(place),
                offer.distanceMeters(),
                offer.travelSeconds(),
                offer.deadline(),
                DRILL,
                trusted ? place : null,
                trusted ? incident.subject().address() : null,
                trusted ? subject(incident.subject()) : null,
                trusted ? instructions(incident, meeting, warning) : null);
    }

    private static String instructions(Incident incident, @Nullable Meeting meeting, @Nullable String warning) {
        StringBuilder text = new StringBuilder();
        if (warning != null) {
            text.append(warning).append(' ');
        }
        if (meeting != null) {
            long percent = Math.round(100 * meeting.probability());
            String time = TIME.format(meeting.dueAt());
            text.append(String.format(
                    Locale.ROOT,
                    "到%s守候：约%s经过，可能性%d%%。 / Wait at %s: likely there at %s, %d %%. ",
                    meeting.name(),
                    time,
                    percent,
                    meeting.name(),
                    time,
                    percent));
        }
        return text.append(RunCard.of(incident).instructions()).toString();
    }

    /** An acceptance whose assignment is over is shown as withdrawn: the phone must drop what it was trusted with. */
    private static OfferState stateFor(Offer offer) {
        return offer.step() == OfferStep.ACCEPTED && offer.endedAt() != null
                ? OfferState.WITHDRAWN
                : offer.step().wire();
    }

    private static @Nullable String subject(IncidentSubject subject) {
        return subject.name() == null ? subject.id() : subject.name();
    }

    /** The centre of the 500 m cell that holds the place; a cell's width is that of its row's middle. */
    static Position cellOf(Position place) {
        double latStep = CELL_METERS / METERS_PER_DEGREE;
        double lat = Math.min(90, (Math.floor(place.lat() / latStep) + 0.5) * latStep);
        double lonStep = CELL_METERS / (METERS_PER_DEGREE * Math.max(0.01, Math.cos(Math.toRadians(lat))));
        double lon = (Math.floor(place.lon() / lonStep) + 0.5) * lonStep;
        return new Position(rounded(lat), Math.max(-180, Math.min(180, rounded(lon))));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
