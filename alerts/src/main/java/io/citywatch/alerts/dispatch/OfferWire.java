package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentSubject;
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
import org.jspecify.annotations.Nullable;

/** What a responder's phone is told of an offer: of a person or a door nothing before acceptance and nothing after. */
final class OfferWire {
    /** An accepted offer is owed until its assignment is over, which is a settled record; this is only a bound. */
    private static final Duration ACCEPTED_FOR = Duration.ofDays(7);

    private static final double CELL_METERS = 500;
    private static final double METERS_PER_DEGREE = 111_195;
    private static final Position NOWHERE = new Position(0, 0);

    private OfferWire() {}

    /** Owes the offer's present revision to its responder. */
    static void publish(
            Transaction transaction, Incident incident, Offer offer, DispatchSettings settings, Instant now) {
        publish(transaction, incident, offer, null, settings, now);
    }

    /** The same with a warning before the instructions of who accepted. */
    static void publish(
            Transaction transaction,
            Incident incident,
            Offer offer,
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
                        : new String(Json.write(message(incident, offer, warning)), StandardCharsets.UTF_8));
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

    static OfferMessage message(Incident incident, Offer offer) {
        return message(incident, offer, null);
    }

    private static OfferMessage message(Incident incident, Offer offer, @Nullable String warning) {
        OfferState state = stateFor(offer);
        boolean trusted = state == OfferState.ACCEPTED;
        Position place = incident.position();
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
                false,
                trusted ? place : null,
                trusted ? incident.subject().address() : null,
                trusted ? subject(incident.subject()) : null,
                trusted ? instructions(incident, warning) : null);
    }

    private static String instructions(Incident incident, @Nullable String warning) {
        String instructions = RunCard.of(incident).instructions();
        return warning == null ? instructions : warning + " " + instructions;
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
