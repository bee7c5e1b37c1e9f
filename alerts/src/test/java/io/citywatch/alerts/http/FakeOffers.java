package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two offers of one incident: {@code o1} to responder {@code r1}, {@code o2} to {@code r2}. */
final class FakeOffers implements OfferActs {
    final List<String> answers = new CopyOnWriteArrayList<>();

    @Override
    public Outcome answer(String offerId, Person by, OfferAction action, String reason, Instant at) {
        if (action == OfferAction.ARRIVED) {
            return Outcome.conflict("offer " + offerId + " is not accepted");
        }
        answers.add(offerId + " " + action.text() + " by " + by.name() + " because " + reason);
        return Outcome.done();
    }

    @Override
    public Optional<String> responderOf(String offerId) {
        return switch (offerId) {
            case "o1" -> Optional.of("r1");
            case "o2" -> Optional.of("r2");
            default -> Optional.empty();
        };
    }

    @Override
    public List<OfferMessage> showOpenOffers(String responder) {
        answers.add("shown to " + responder);
        return openOffersOf(responder);
    }

    @Override
    public List<OfferMessage> openOffersOf(String responder) {
        return List.of(new OfferMessage(
                responder.equals("r1") ? "o1" : "o2",
                "i1",
                1,
                OfferState.OFFERED,
                "elder-emergency",
                Severity.P1,
                new Position(23.35, 116.68),
                300,
                120,
                Instant.ofEpochMilli(1_700_000_030_000L),
                false,
                null,
                null,
                null,
                null));
    }
}
