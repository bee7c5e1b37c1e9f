package io.citywatch.simulators.people;

import io.citywatch.model.message.OfferMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a phone knows of its offers: of each of the last {@value #MOST} the highest revision. Not thread-safe. */
final class OfferBook {
    static final int MOST = 500;

    private final Map<String, OfferMessage> newest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OfferMessage> eldest) {
            return size() > MOST;
        }
    };

    /** True if the message says something new; revisions not above the last are ignored. */
    boolean take(OfferMessage offer) {
        OfferMessage known = newest.get(offer.id());
        if (known != null && known.revision() >= offer.revision()) {
            return false;
        }
        newest.put(offer.id(), offer);
        return true;
    }

    Optional<OfferMessage> find(String id) {
        return Optional.ofNullable(newest.get(id));
    }
}
