package io.citywatch.streaming.rules.elder;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SeenMessage;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** E11, by terminal: each order of a service is one detection, which people end; the same message again is a repeat. */
public final class Orders implements Serializable {
    private final long repeat;

    public Orders(ElderParameters parameters) {
        repeat = parameters.orderRepeatWindow().toMillis();
    }

    public Judged<TakenOrders> take(@Nullable TakenOrders taken, ServiceOrder order, Home home, Instant now) {
        List<SeenMessage> seen = new ArrayList<>(taken == null ? List.of() : taken.seen());
        boolean isRepeat = seen.stream()
                .anyMatch(one -> one.identity().equals(order.identity())
                        && Math.abs(order.receivedAt() - one.receivedAt()) < repeat);
        if (isRepeat) {
            return new Judged<>(taken, List.of());
        }
        seen.removeIf(one -> one.identity().equals(order.identity()));
        seen.add(new SeenMessage(order.identity(), order.receivedAt(), order.receivedAt() + repeat));
        return new Judged<>(new TakenOrders(seen), List.of(raise(order, home, now)));
    }

    /** Event time came to {@code eventTime}: what cannot be repeated any more is forgotten. */
    public Judged<TakenOrders> atEventTime(TakenOrders taken, long eventTime) {
        List<SeenMessage> seen = taken.seen().stream()
                .filter(one -> one.forgottenAt() > eventTime)
                .toList();
        return new Judged<>(seen.isEmpty() ? null : new TakenOrders(seen), List.of());
    }

    private static Detection raise(ServiceOrder order, Home home, Instant now) {
        MessageStamp stamp = MessageStamp.of(order);
        boolean namesPlace = order.lat() != null && order.lon() != null;
        return new Statement(Rule.E11, Phase.RAISED, stamp.momentaryId(Rule.E11), home.subject(order.device()))
                .key(order.device() + "/" + order.identity())
                .position(namesPlace ? order.lat() : home.lat(), namesPlace ? order.lon() : home.lon())
                .fact("service", order.service())
                .fact("source", order.source().text())
                .say(order.loggedAt(), order.receivedAt(), stamp, now);
    }
}
