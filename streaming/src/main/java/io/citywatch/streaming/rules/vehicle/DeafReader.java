package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * R11 of readers that live, but hear far fewer tags than they should; judged a span at a time, all readers together. A
 * reader's usual is brought down by how quiet the city is, since on a holiday or in a storm all hear less, and no one of
 * them is deaf. And few sightings prove little: doubts are summed span by span (Page's test of a change, with counts
 * that are clumped as that reader's are), until they are sure. So a busy reader is found in one span, one in a quiet
 * street in some, and one that nobody passes never. What a deaf reader hears is its usual after four such days.
 */
public final class DeafReader implements Serializable {
    /** Twenty times likelier of a reader that hears well. */
    private static final double WELL_AGAIN = 3;

    private final long spanMillis;
    private final int slots;
    private final int learning;
    private final double share;
    private final double sure;

    public DeafReader(VehicleParameters parameters) {
        spanMillis = parameters.deafFor().toMillis();
        slots = (int) Math.max(1, Duration.ofDays(1).toMillis() / spanMillis);
        learning = parameters.deafLearning();
        share = parameters.deafShare();
        sure = -Math.log(parameters.deafChance());
    }

    /** What the span comes to: what is known now of each reader that was heard in it, and what is said. */
    public record Outcome(Map<String, UsualHearing> readers, List<Detection> detections) {}

    /** When a span is over. */
    public long endOf(HeardSpan heard) {
        return (heard.span() + 1) * spanMillis;
    }

    /**
     * A span ended for all readers.
     *
     * @param spans one of each reader that was there in it
     * @param known what was known of these
     */
    public Outcome judge(List<HeardSpan> spans, Map<String, UsualHearing> known, Instant now) {
        Map<String, UsualHearing> readers = new HashMap<>();
        List<Detection> said = new ArrayList<>();
        UsualHearing nothing = UsualHearing.unknown(slots);
        double usualOfAll = 0;
        int heardByAll = 0;
        for (HeardSpan heard : spans) {
            UsualHearing before = known.getOrDefault(heard.reader(), nothing);
            double usual = before.usual(heard.span(), learning);
            if (usual > 0 && before.id() == null) {
                usualOfAll += usual;
                heardByAll += heard.sightings();
            }
        }
        for (HeardSpan heard : spans) {
            UsualHearing before = known.getOrDefault(heard.reader(), nothing);
            double usual = before.usual(heard.span(), learning);
            boolean counts = usual > 0 && before.id() == null;
            double usualOfOthers = usualOfAll - (counts ? usual : 0);
            int heardByOthers = heardByAll - (counts ? heard.sightings() : 0);
            double busy = usualOfOthers > 0 ? Math.min(1, heardByOthers / usualOfOthers) : 1;
            readers.put(heard.reader(), judge(before, heard, usual * busy, busy, now, said));
        }
        return new Outcome(readers, said);
    }

    private UsualHearing judge(
            UsualHearing before, HeardSpan heard, double expected, double busy, Instant now, List<Detection> said) {
        // How much likelier so few are of a reader that hears the share than of one that hears all.
        double sign = ((1 - share) * expected + heard.sightings() * Math.log(share)) / before.together();
        if (before.id() != null) {
            return stillDeaf(before, heard, expected, sign, busy, now, said);
        }
        double doubt = Math.max(0, before.doubt() + sign);
        if (doubt == 0) {
            return before.doubted(0, 0, 0, 0).learnt(heard, learning);
        }
        boolean isFirst = before.doubt() == 0;
        UsualHearing doubted = before.doubted(
                doubt,
                before.expected() + expected,
                before.heard() + heard.sightings(),
                isFirst ? heard.span() : before.since());
        if (doubt < sure || doubted.heard() >= share * doubted.expected()) {
            return doubted.learnt(heard, learning);
        }
        MessageStamp newest = heard.newest();
        UsualHearing deaf = doubted.doubted(0, doubted.expected(), doubted.heard(), doubted.since())
                .said(newest.episodeId(Rule.R11, newest.device()), Math.max(newest.loggedAt(), endOf(heard)));
        said.add(say(deaf, heard, Phase.RAISED, busy, now));
        return deaf.lived(heard.span(), heard.sightings());
    }

    private UsualHearing stillDeaf(
            UsualHearing before,
            HeardSpan heard,
            double expected,
            double sign,
            double busy,
            Instant now,
            List<Detection> said) {
        long revision = Math.max(before.revision(), Math.max(heard.newest().loggedAt(), endOf(heard)));
        UsualHearing next = before.doubted(
                        Math.max(0, before.doubt() - sign),
                        before.expected() + expected,
                        before.heard() + heard.sightings(),
                        before.since())
                .said(before.id(), revision);
        if (next.doubt() < WELL_AGAIN) {
            said.add(say(next, heard, Phase.UPDATED, busy, now));
            return next.lived(heard.span(), heard.sightings());
        }
        said.add(say(next, heard, Phase.CLEARED, busy, now));
        return next.doubted(0, 0, 0, 0).said(null, 0).learnt(heard, learning);
    }

    private Detection say(UsualHearing hearing, HeardSpan heard, Phase phase, double busy, Instant now) {
        MessageStamp newest = heard.newest();
        return new Statement(Rule.R11, phase, String.valueOf(hearing.id()), Subject.device(newest.device()))
                .fact("reason", "deaf")
                .fact("sightings", hearing.heard())
                .fact("expected", Math.round(hearing.expected()))
                .fact(
                        "minutes",
                        Duration.ofMillis((heard.span() + 1 - hearing.since()) * spanMillis)
                                .toMinutes())
                .fact("cityAgainstItsUsual", Math.round(busy * 100) / 100.0)
                .say(hearing.revision(), endOf(heard), newest, now);
    }
}
