package io.citywatch.streaming.rules.elder;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SeenMessage;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E9, by person: so many presses within a day that somebody should visit and ask why. It stands beside E1, which each of
 * them raises as if it were the first. Over when fewer fall into a day.
 */
public final class FrequentPresses implements Serializable {
    /** More are not counted: the visit is due. */
    private static final int MOST = 20;

    private final int enough;
    private final long within;
    private final long repeat;

    public FrequentPresses(PersonParameters parameters) {
        enough = parameters.presses();
        within = parameters.pressesWithin().toMillis();
        repeat = parameters.pressRepeatWindow().toMillis();
    }

    /** An sos. */
    public Judged<Presses> take(@Nullable Presses before, Call press, Subject subject, Instant now) {
        List<SeenMessage> seen = new ArrayList<>(before == null ? List.of() : before.seen());
        boolean isRepeat = seen.stream()
                .anyMatch(one -> one.identity().equals(identityOf(press))
                        && Math.abs(press.receivedAt() - one.receivedAt()) < repeat);
        if (isRepeat) {
            return new Judged<>(before, List.of());
        }
        seen.add(new SeenMessage(identityOf(press), press.receivedAt(), press.receivedAt() + within));
        seen.sort((one, other) -> Long.compare(one.receivedAt(), other.receivedAt()));
        long newest = seen.get(seen.size() - 1).receivedAt();
        seen.removeIf(one -> one.forgottenAt() < newest);
        List<SeenMessage> kept = seen.subList(Math.max(0, seen.size() - Math.max(MOST, enough)), seen.size());
        @Nullable OpenCase open = before == null ? null : before.open();
        if (kept.size() < enough) {
            return new Judged<>(new Presses(List.copyOf(kept), open), List.of());
        }
        return raise(List.copyOf(kept), open, MessageStamp.of(press), subject, now);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<Presses> atEventTime(Presses presses, long eventTime, Instant now) {
        List<Detection> said = new ArrayList<>();
        OpenCase open = presses.open();
        if (open != null && open.endsAt() <= eventTime) {
            OpenCase ended = open.at(open.endsAt());
            said.add(
                    ended.statement(Rule.E9, Phase.CLEARED).say(ended.revision(), ended.endsAt(), ended.newest(), now));
            open = null;
        }
        List<SeenMessage> seen = presses.seen().stream()
                .filter(one -> one.forgottenAt() > eventTime)
                .toList();
        return new Judged<>(seen.isEmpty() && open == null ? null : new Presses(seen, open), said);
    }

    private Judged<Presses> raise(
            List<SeenMessage> seen, @Nullable OpenCase before, MessageStamp stamp, Subject subject, Instant now) {
        long endsAt = seen.get(seen.size() - enough).forgottenAt();
        OpenCase open = before == null ? OpenCase.begun(Rule.E9, subject, stamp, endsAt) : before.with(stamp, endsAt);
        Detection told = open.statement(Rule.E9, before == null ? Phase.RAISED : Phase.UPDATED)
                .fact("presses", seen.size())
                .fact("since", seen.get(0).receivedAt())
                .say(open.revision(), stamp.receivedAt(), stamp, now);
        return new Judged<>(new Presses(seen, open), List.of(told));
    }

    /** A person may have two terminals, each with numbers of its own. */
    private static String identityOf(Call press) {
        return press.device() + "/" + press.identity();
    }
}
