package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about smoke that is no alarm yet, and about alarms that were none.
 *
 * @param alarmLevel S2: %/m at which a detector sounds whose level the registry does not know
 * @param preAlarmShare S2: from which share of that level on smoke is a pre-alarm ...
 * @param preAlarmSamples S2: ... in so many ...
 * @param preAlarmOfSamples S2: ... of so many readings in a row ...
 * @param preAlarmFor S2: ... for so long ...
 * @param preAlarmRise S2: ... while it rises by so many %/m a minute at least ...
 * @param preAlarmSteadiness S2: ... and so steadily: of all pairs of readings, the share that rises less that which falls
 * @param preAlarmAhead S2: or sooner, if it rises so fast that it would reach the alarm level within this time
 * @param preAlarmWindow S2: readings older than this say nothing of a rise
 * @param preAlarmClearShare S2: below this share of its level a pre-alarm ends ...
 * @param preAlarmClearAfter S2: ... when it stayed there for so long
 * @param preAlarmKept S2: how long a pre-alarm stands at a detector that falls silent
 * @param nuisanceShorterThan S9: an alarm that was over sooner was a nuisance
 * @param nuisanceAlarms S9: so many of them ...
 * @param nuisanceWithin S9: ... within this time are worth a hint
 * @param nuisanceQuiet S9: how long without an alarm until the hint is over
 */
public record SmokeParameters(
        double alarmLevel,
        double preAlarmShare,
        int preAlarmSamples,
        int preAlarmOfSamples,
        Duration preAlarmFor,
        double preAlarmRise,
        double preAlarmSteadiness,
        Duration preAlarmAhead,
        Duration preAlarmWindow,
        double preAlarmClearShare,
        Duration preAlarmClearAfter,
        Duration preAlarmKept,
        Duration nuisanceShorterThan,
        int nuisanceAlarms,
        Duration nuisanceWithin,
        Duration nuisanceQuiet)
        implements Serializable {
    public static final SmokeParameters DEFAULTS = new SmokeParameters(
            10,
            0.5,
            2,
            3,
            Duration.ofSeconds(30),
            0.5,
            0.4,
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            0.8,
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            3,
            Duration.ofDays(7),
            Duration.ofMinutes(10));

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public SmokeParameters {
        Expect.between("alarm-level", alarmLevel, 0.1, 100);
        Expect.between("pre-alarm-share", preAlarmShare, 0.05, 1);
        Expect.between("pre-alarm-of-samples", preAlarmOfSamples, 1, 20);
        Expect.between("pre-alarm-samples", preAlarmSamples, 1, preAlarmOfSamples);
        Expect.positive("pre-alarm-for", preAlarmFor);
        Expect.between("pre-alarm-rise", preAlarmRise, 0, 100);
        Expect.between("pre-alarm-steadiness", preAlarmSteadiness, 0, 1);
        Expect.positive("pre-alarm-ahead", preAlarmAhead);
        Expect.positive("pre-alarm-window", preAlarmWindow);
        Expect.between("pre-alarm-clear-share", preAlarmClearShare, 0, 1);
        Expect.positive("pre-alarm-clear-after", preAlarmClearAfter);
        Expect.positive("pre-alarm-kept", preAlarmKept);
        Expect.positive("nuisance-shorter-than", nuisanceShorterThan);
        Expect.between("nuisance-alarms", nuisanceAlarms, 2, 8);
        Expect.positive("nuisance-within", nuisanceWithin);
        Expect.positive("nuisance-quiet", nuisanceQuiet);
    }
}
