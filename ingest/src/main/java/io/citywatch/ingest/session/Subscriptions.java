package io.citywatch.ingest.session;

import io.citywatch.ingest.auth.TopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one client subscribed to. */
public final class Subscriptions {
    private static final int NO_IDENTIFIER = 0;
    private static final int MOST = 64;

    private final Map<String, Subscription> byFilter = new LinkedHashMap<>();

    private record Subscription(TopicFilter filter, int qos, int identifier) {}

    /**
     * How a message is to be delivered that one or more subscriptions match.
     *
     * @param qos the highest granted
     * @param identifiers those that the client gave to the matching subscriptions
     */
    public record Match(int qos, List<Integer> identifiers) {}

    /**
     * Adds a subscription, or replaces that of the same filter.
     *
     * @param identifier 0 if the client gave none
     * @return false if there are too many already
     */
    public boolean add(TopicFilter filter, int qos, int identifier) {
        if (byFilter.size() >= MOST && !byFilter.containsKey(filter.toString())) {
            return false;
        }
        byFilter.put(filter.toString(), new Subscription(filter, qos, identifier));
        return true;
    }

    /** False if there was none. */
    public boolean remove(String filter) {
        return byFilter.remove(filter) != null;
    }

    public int size() {
        return byFilter.size();
    }

    /** Empty if no subscription matches. */
    public Optional<Match> match(String topic) {
        int qos = -1;
        List<Integer> identifiers = new ArrayList<>(1);
        for (Subscription subscription : byFilter.values()) {
            if (subscription.filter().matches(topic)) {
                qos = Math.max(qos, subscription.qos());
                if (subscription.identifier() != NO_IDENTIFIER) {
                    identifiers.add(subscription.identifier());
                }
            }
        }
        return qos < 0 ? Optional.empty() : Optional.of(new Match(qos, identifiers));
    }
}
