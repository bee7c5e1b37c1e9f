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
import java.util.stream.Collectors;

/**
 * R11 of readers that live, but hear far fewer tags than they should; judged a span at a time, all readers together. A
 * reader's usual is brought down by how quiet the city is, since on a holiday or in a storm all hear less, and no one of
 * them is deaf; and it is taken from days that sounded like this one, since on a free day the roads to work are empty and
 * those to the market are not. And few sightings prove little: doubts are summed span by span (Page's test of a change, with counts
 * that are clumped as that reader's are), until they are sure. So a busy reader is found in one span, one in a quiet
 * street in some, and one that nobody passes never. What a deaf reader hears is its usual after four such days.
 *
 * <p>A second witness needs no usual day: rides that two other readers read and that must have passed this one between
 * them. Of these a reader that hears well misses no more than it always does.
 */
public final class DeafReader implements Serializable {
    /** Twenty times likelier of a reader that hears well. */
    private static final double WELL_AGAIN = 3;
    /** Who said nothing for more of a span than this was not there, and heard less for that. */
    private static final double MOST_PAUSE = 1.0 / 3;

    /** Of those that pass a reader, at least so many are read before and after it too. */
    private static final double PASSING_THROUGH = 0.3;
    /** So many rides, a third of them unheard, stand for what is not known yet of a reader. */
    private static final double AT_FIRST = 15;

    private static final double MISSED_AT_FIRST = 1.0 / 3;
    /** Fewer unheard rides for one that is heard say that hardly any are noticed. */
    private static final double TELLING = 0.02;

    private static final double FADES = 0.99;

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
    public record Outcome(Map<String, ListeningReader> readers, List<Detection> detections) {}

    /**
     * A reader in the span that ended.
     *
     * @param usual sightings in such a span; 0 if that is not known
     * @param unheard rides that must have passed it
     */
    private record Reader(HeardSpan heard, ListeningReader before, double usual, int unheard) {
        /** Tags that it heard pass. */
        double passed() {
            return heard.sightings() / before.usual().readsOfOne();
        }
    }

    /**
     * What readers heard, each by what comes together there: a motorcycle that stands before one all day is one, however
     * often it is read, and would hide that nobody rides.
     */
    private record Passages(double heard, double usual) {
        Passages plus(Passages other) {
            return new Passages(heard + other.heard, usual + other.usual);
        }

        Passages minus(Passages other) {
            return new Passages(heard - other.heard, usual - other.usual);
        }

        /** How much of its usual the city hears, 1 at most. */
        double busy() {
            return usual > 0 ? Math.min(1, Math.max(0, heard / usual)) : 1;
        }
    }

    /**
     * What a reader should have heard.
     *
     * @param sightings of it
     * @param busy how much of its usual the rest of the city hears, 1 at most
     */
    private record Due(double sightings, double busy) {}

    /** When a span is over. */
    public long endOf(long span) {
        return (span + 1) * spanMillis;
    }

    /** The span in which a reader was passed. */
    public long spanOf(UnheardPassage passage) {
        return passage.at() / spanMillis;
    }

    /**
     * A span ended for all readers.
     *
     * @param spans one of each reader that was there in it
     * @param unheard of this span, and what was learnt of the one before after it had been judged
     * @param known what was known of these
     */
    public Outcome judge(
            List<HeardSpan> spans, List<UnheardSpan> unheard, Map<String, ListeningReader> known, Instant now) {
        ListeningReader nothing = new ListeningReader(UsualHearing.unknown(slots), DeafnessDoubt.NONE, 0, 0, -1);
        LikeDays likeDays = new LikeDays();
        for (HeardSpan heard : spans) {
            ListeningReader before = known.getOrDefault(heard.reader(), nothing);
            if (isTelling(heard, before)) {
                likeDays.add(heard, before.usual());
            }
        }
        Map<String, List<UnheardSpan>> passedUnheard =
                unheard.stream().collect(Collectors.groupingBy(UnheardSpan::reader));
        List<Reader> all = new ArrayList<>();
        Passages city = new Passages(0, 0);
        for (HeardSpan heard : spans) {
            ListeningReader before = known.getOrDefault(heard.reader(), nothing);
            UsualHearing usual = before.usual();
            List<Integer> like = isTelling(heard, before) ? likeDays.withoutWordOf(heard, usual) : likeDays.like();
            Reader one = new Reader(
                    heard, before, usual.usual(heard.span(), like, learning), unheard(heard, before, passedUnheard));
            all.add(one);
            city = city.plus(passages(one));
        }
        Map<String, ListeningReader> readers = new HashMap<>();
        List<Detection> said = new ArrayList<>();
        for (Reader one : all) {
            double busy = city.minus(passages(one)).busy();
            readers.put(one.heard().reader(), judge(one, new Due(one.usual() * busy, busy), now, said));
        }
        return new Outcome(readers, said);
    }

    /** Rides past a reader that was there. */
    private static int unheard(HeardSpan heard, ListeningReader before, Map<String, List<UnheardSpan>> all) {
        return all.getOrDefault(heard.reader(), List.of()).stream()
                .filter(one ->
                        one.span() == heard.span() || (one.span() == heard.span() - 1 && before.there() == one.span()))
                .mapToInt(UnheardSpan::passages)
                .sum();
    }

    /** Whether it was there throughout. */
    private boolean isThere(HeardSpan heard) {
        return heard.pauseMillis() <= MOST_PAUSE * spanMillis;
    }

    /** Whether it tells what day it is. */
    private boolean isTelling(HeardSpan heard, ListeningReader before) {
        return isThere(heard) && !before.isDeaf();
    }

    /** What it tells of how busy the city is. */
    private Passages passages(Reader one) {
        double together = one.before().usual().together();
        return one.usual() == 0 || !isTelling(one.heard(), one.before())
                ? new Passages(0, 0)
                : new Passages(one.heard().sightings() / together, one.usual() / together);
    }

    private ListeningReader judge(Reader one, Due due, Instant now, List<Detection> said) {
        HeardSpan heard = one.heard();
        UsualHearing usual = one.before().usual();
        DeafnessDoubt before = one.before().doubt();
        if (!isThere(heard)) {
            return one.before().lived(heard, before);
        }
        // How much likelier so few are of a reader that hears the share than of one that hears all. What comes together
        // of one tag may be a motorcycle that always stands there; that it has left says nothing, however long.
        double passing = Math.max(0, due.sightings() - usual.readsOfOne());
        double sign = ((1 - share) * passing + heard.sightings() * Math.log(share)) / usual.together();
        if (one.before().isDeaf()) {
            return stillDeaf(one, due, sign, now, said);
        }
        double sum = Math.max(0, before.sum() + sign);
        double sumUnheard = Math.max(0, before.sumUnheard() + signOfUnheard(one));
        DeafnessDoubt doubt = before.isOf(share) || heard.sightings() >= share * expected(one, due)
                ? before.with(sum, sumUnheard, expected(one, due), heard, one.unheard())
                : DeafnessDoubt.NONE.with(sum, sumUnheard, expected(one, due), heard, one.unheard());
        if (Math.max(sum, sumUnheard) < sure || !doubt.isOf(share)) {
            return learnt(one, doubt);
        }
        MessageStamp newest = heard.newest();
        String id = newest.episodeId(Rule.R11, newest.device());
        DeafnessDoubt deaf = doubt.said(id, Math.max(newest.loggedAt(), endOf(heard.span())), 0);
        said.add(say(deaf, heard, Phase.RAISED, due, now));
        return there(one, usual.lived(heard), deaf);
    }

    private ListeningReader stillDeaf(Reader one, Due due, double sign, Instant now, List<Detection> said) {
        HeardSpan heard = one.heard();
        DeafnessDoubt before = one.before().doubt();
        long revision = Math.max(before.revision(), Math.max(heard.newest().loggedAt(), endOf(heard.span())));
        double sum = Math.max(0, before.sum() - sign - signOfUnheard(one));
        DeafnessDoubt doubt = before.with(sum, 0, expected(one, due), heard, one.unheard())
                .said(String.valueOf(before.id()), revision, sum);
        if (sum < WELL_AGAIN) {
            said.add(say(doubt, heard, Phase.UPDATED, due, now));
            return there(one, one.before().usual().lived(heard), doubt);
        }
        said.add(say(doubt, heard, Phase.CLEARED, due, now));
        return learnt(one, DeafnessDoubt.NONE);
    }

    /**
     * How much likelier so many unheard rides are of a reader that hears the share than of one that hears as it always
     * does: of all that pass, heard or not, by what is known of those that passed it while it was well.
     */
    private double signOfUnheard(Reader one) {
        double odds = (one.before().unheard() + AT_FIRST * MISSED_AT_FIRST)
                / (one.before().passed() + AT_FIRST * (1 - MISSED_AT_FIRST));
        if (odds < TELLING) {
            return 0; // nobody who passes here is read before and after it
        }
        double well = odds / (1 + odds);
        double oddsDeaf = (odds + (1 - share) * PASSING_THROUGH) / share;
        double deaf = oddsDeaf / (1 + oddsDeaf);
        return one.unheard() * Math.log(deaf / well) + one.passed() * Math.log((1 - deaf) / (1 - well));
    }

    /** Sightings, by its usual and by those that certainly passed. */
    private static double expected(Reader one, Due due) {
        double certain =
                one.heard().sightings() + one.unheard() * one.before().usual().readsOfOne();
        return Math.max(due.sightings(), certain);
    }

    private ListeningReader learnt(Reader one, DeafnessDoubt doubt) {
        ListeningReader before = one.before();
        return new ListeningReader(
                before.usual().learnt(one.heard(), learning),
                doubt,
                FADES * before.passed() + one.passed(),
                FADES * before.unheard() + one.unheard(),
                one.heard().span());
    }

    private static ListeningReader there(Reader one, UsualHearing usual, DeafnessDoubt doubt) {
        return new ListeningReader(
                usual,
                doubt,
                one.before().passed(),
                one.before().unheard(),
                one.heard().span());
    }

    private Detection say(DeafnessDoubt doubt, HeardSpan heard, Phase phase, Due due, Instant now) {
        MessageStamp newest = heard.newest();
        return new Statement(Rule.R11, phase, String.valueOf(doubt.id()), Subject.device(newest.device()))
                .fact("reason", "deaf")
                .fact("sightings", doubt.heard())
                .fact("expected", Math.round(doubt.expected()))
                .fact("passedUnheard", doubt.unheard())
                .fact(
                        "minutes",
                        Duration.ofMillis((heard.span() + 1 - doubt.since()) * spanMillis)
                                .toMinutes())
                .fact("cityAgainstItsUsual", Math.round(due.busy() * 100) / 100.0)
                .say(doubt.revision(), endOf(heard.span()), newest, now);
    }
}
