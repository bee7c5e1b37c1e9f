package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be asked and done about offers. */
public interface OfferActs {
    Outcome answer(String offerId, Person by, OfferAction action, @Nullable String reason, Instant at);

    Optional<String> responderOf(String offerId);

    List<OfferMessage> openOffersOf(String responder);

    /** The same to the responder's own phone: what it shows has reached them. */
    List<OfferMessage> showOpenOffers(String responder);
}
