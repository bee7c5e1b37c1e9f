package io.citywatch.streaming.rules.elder;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredElder;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** E3 over 300 people who live 28 days and 7 more, each after a rhythm of its own that the rule knows nothing of. */
class InactivityDaysTest {
    /** None of these was looked at when the numbers were chosen. */
    private static final long[] SEEDS = {41, 42, 43};

    private static final int PEOPLE = 300;
    private static final int LEARNING = 28;
    private static final int DAYS = LEARNING + 7;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** A midnight of the city. */
    private static final long MIDNIGHT = 1_789_920_000_000L;

    private final Inactivity rule = new Inactivity(InactivityParameters.DEFAULTS, ClockParameters.DEFAULTS);

    private int helpless;
    private int found;
    private int falseAlarms;

    @Test
    void findsWhoLiesHelplessAndLeavesTheOthersInPeace() {
        for (long seed : SEEDS) {
            for (int person = 0; person < PEOPLE; person++) {
                live(new SplittableRandom(seed * 100_003 + person), person);
            }
        }

        String told = found + " of " + helpless + " found, " + falseAlarms + " false alarms";
        assertThat(helpless).as(told).isGreaterThan(50);
        assertThat((double) found / helpless).as(told).isGreaterThanOrEqualTo(0.95);
        assertThat(falseAlarms).as(told).isLessThanOrEqualTo(SEEDS.length * (DAYS - LEARNING));
    }

    /** What is usual for one person. */
    private record Rhythm(
            double wakes,
            double sleeps,
            double steady,
            double nap,
            double napHours,
            double lively,
            double restless,
            double outings) {
        static Rhythm of(SplittableRandom random) {
            return new Rhythm(
                    6.2 + 0.7 * random.nextGaussian(),
                    21.8 + 0.7 * random.nextGaussian(),
                    0.2 + 0.4 * random.nextDouble(),
                    12.8 + 0.5 * random.nextGaussian(),
                    random.nextDouble() * 2.5,
                    0.25 + 0.6 * random.nextDouble(),
                    0.01 + 0.06 * random.nextDouble(),
                    0.1 + 0.6 * random.nextDouble());
        }
    }

    /** Base messages every ten minutes; what was seen of the person in some of them. */
    private void live(SplittableRandom random, int person) {
        Rhythm rhythm = Rhythm.of(random);
        boolean isHelpless = random.nextDouble() < 0.1;
        long lies = MIDNIGHT + (LEARNING + random.nextInt(6)) * DAY + Math.round(random.nextDouble() * 24 * HOUR);
        long helped = lies + 15 * HOUR;
        // Away for some days in the time of learning: announced with children, or in hospital, where nobody says so.
        long leaves = MIDNIGHT + (3 + random.nextInt(20)) * DAY + 9 * HOUR;
        long returns = random.nextDouble() < 0.2 ? leaves + (1 + random.nextInt(5)) * DAY + 4 * HOUR : leaves;
        boolean isAnnounced = random.nextBoolean();
        long outage = MIDNIGHT + random.nextInt(DAYS) * DAY + random.nextInt(24) * HOUR;
        long outageEnds = outage + (1 + random.nextInt(8)) * HOUR;
        @Nullable Silence silence = null;
        GapHabits habits = GapHabits.NONE;
        boolean wasFound = false;
        for (int day = 0; day < DAYS; day++) {
            double wakes = rhythm.wakes() + rhythm.steady() * random.nextGaussian();
            double sleeps = rhythm.sleeps() + rhythm.steady() * random.nextGaussian();
            double goesOut = random.nextDouble() < rhythm.outings() ? 8 + 7 * random.nextDouble() : 99;
            double comesBack = goesOut + 0.5 + 2.5 * random.nextDouble();
            for (int slot = 0; slot < 144; slot++) {
                long at = MIDNIGHT + day * DAY + (slot * 10L + person % 10) * MINUTE;
                double hour = slot / 6.0;
                if (at > outage && at < outageEnds) {
                    continue;
                }
                boolean isAway = (at > leaves && at < returns) || (isHelpless && at > lies && at < helped);
                boolean isOut = hour > goesOut && hour < comesBack;
                boolean isAsleep = hour < wakes
                        || hour > sleeps
                        || (hour > rhythm.nap() && hour < rhythm.nap() + rhythm.napHours());
                double moves = isAway || isOut ? 0 : isAsleep ? rhythm.restless() : rhythm.lively();
                RegisteredElder elder = new RegisteredElder(
                        "e", false, null, null, 0, List.of(), isAnnounced && at > leaves - DAY ? returns : 0);
                if (silence != null && silence.open() == null && rule.dueAt(silence, habits, elder, at) <= at) {
                    Detection raised = rule.raise(silence, habits, elder, Subject.person("e"), Instant.ofEpochMilli(at))
                            .detections()
                            .get(0);
                    silence = rule.raise(silence, habits, elder, Subject.person("e"), Instant.ofEpochMilli(at))
                            .state();
                    boolean isTrue = isHelpless && at > lies && at < helped;
                    wasFound |= isTrue;
                    boolean isScored = day >= LEARNING && !isTrue;
                    falseAlarms += isScored && raised.phase() == Phase.RAISED ? 1 : 0;
                }
                String what = random.nextDouble() < moves ? "motion" : null;
                MessageStamp stamp = new MessageStamp("ct", at + "@a", at, at + 3, at - 50);
                Inactivity.Heard heard =
                        rule.take(silence, habits, new Sign(stamp, what, null, 600), elder, Instant.ofEpochMilli(at));
                silence = heard.silence();
                habits = heard.habits();
            }
        }
        helpless += isHelpless ? 1 : 0;
        found += isHelpless && wasFound ? 1 : 0;
    }
}
