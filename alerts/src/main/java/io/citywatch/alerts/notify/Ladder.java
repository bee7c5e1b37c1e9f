package io.citywatch.alerts.notify;

import io.citywatch.alerts.notify.Notification.Owed;
import io.citywatch.model.registry.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which channel an offer takes, and which comes after it: push, call, SMS, each with its time. A channel that a person
 * lacks or does not want gets a row that says so, and the next is begun at once.
 */
final class Ladder {
    private static final List<Channel> ORDER = List.of(Channel.PUSH, Channel.CALL, Channel.SMS);
    private static final String NOTHING_LEFT = "; no channel left";

    private final ChannelsConfig settings;
    private final Set<Channel> provided;

    /** @param provided channels for which there is a provider */
    Ladder(ChannelsConfig settings, Set<Channel> provided) {
        this.settings = settings;
        this.provided = Set.copyOf(provided);
    }

    /** The first rows of what is owed; the outbox has its push already. */
    List<Notification> begin(Owed owed, Addressee person, Instant now) {
        Instant wait = now.plus(settings.pushWait());
        if (person.app() != Addressee.App.AWAY) {
            return List.of(Notification.begun(owed, Channel.PUSH, NotificationState.SENT, null, wait, wait, now));
        }
        List<Notification> rows = new ArrayList<>();
        rows.add(
                Notification.begun(owed, Channel.PUSH, NotificationState.FAILED, "app not connected", null, wait, now));
        rows.addAll(after(Channel.PUSH, owed, person, now));
        return rows;
    }

    /** The rows that follow when a channel did not reach the person: those that cannot be tried, and the first that can. */
    private List<Notification> after(Channel failed, Owed owed, Addressee person, Instant now) {
        List<Notification> rows = new ArrayList<>();
        for (Channel channel : ORDER.subList(ORDER.indexOf(failed) + 1, ORDER.size())) {
            String obstacle = obstacle(channel, owed, person);
            if (obstacle == null) {
                rows.add(Notification.begun(
                        owed, channel, NotificationState.PENDING, null, now, now.plus(wait(channel)), now));
                return rows;
            }
            rows.add(Notification.begun(owed, channel, NotificationState.NOT_SENT, obstacle, null, now, now));
        }
        return rows;
    }

    /** Why a channel is no way to the person; null if it is one. */
    @Nullable
    String obstacle(Channel channel, Owed owed, Addressee person) {
        if (owed.drill()) {
            return "a drill";
        }
        if (!person.wants(channel)) {
            return "not wanted by the person";
        }
        if (!provided.contains(channel)) {
            return "no provider is set up";
        }
        if (person.phone() == null) {
            return "no phone number";
        }
        return person.number().isEmpty() ? "the phone number cannot be dialled" : null;
    }

    /**
     * A channel did not reach the person.
     *
     * @param over why nothing more need be sent; null if the offer still waits for them
     * @return the row, and those of the channels that follow
     */
    List<Notification> giveUp(Notification row, String reason, Addressee person, @Nullable String over, Instant now) {
        if (over != null) {
            return List.of(row.ended(NotificationState.NOT_SENT, reason + "; " + over, now));
        }
        List<Notification> next = after(row.channel(), row.owed(), person, now);
        if (next.isEmpty()) {
            return List.of(row.ended(NotificationState.NOT_SENT, reason + NOTHING_LEFT, now));
        }
        List<Notification> rows = new ArrayList<>();
        rows.add(row.ended(NotificationState.FAILED, reason, now));
        rows.addAll(next);
        return rows;
    }

    /** How long a channel has: to be handed over, and then for its receipt. */
    Duration wait(Channel channel) {
        return switch (channel) {
            case PUSH -> settings.pushWait();
            case CALL -> settings.callWait();
            case SMS -> settings.smsWait();
        };
    }
}
