package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes a responder near, as a pure function: the seconds of the way, and seconds for what speaks for or against a
 * person beside it.
 */
public final class Ranking {
    /** A fix older than this is replaced by the registered place. */
    public static final Duration FIX_HOLDS = Duration.ofMinutes(2);
    /** Added where only the registered place is known. */
    public static final Duration WITHOUT_FIX = Duration.ofMinutes(1);
    /** Taken off for a member of the place's own smallest unit, who knows the doors. */
    public static final Duration OWN_UNIT = Duration.ofMinutes(1);
    /** Added for want of the skill. */
    public static final Duration WITHOUT_SKILL = Duration.ofMinutes(5);
    /** Added for a volunteer who stands in for another role. */
    public static final Duration STANDS_IN = Duration.ofMinutes(10);
    /** Added where every road is closed: such a person comes after all others, and is still asked. */
    private static final Duration CUT_OFF = Duration.ofDays(1);

    private Ranking() {}

    /**
     * What is known of somebody now.
     *
     * @param fixedAt when the newest fix was received, null if it is too old or there is none
     * @param ownUnit whether this person is of the place's own smallest unit
     */
    public record Whereabouts(
            String responder,
            List<String> roles,
            List<String> skills,
            Responder.Mode mode,
            Position position,
            @Nullable Instant fixedAt,
            boolean ownUnit) {}

    /** @param trip of this person to the place */
    public static Candidate judge(Whereabouts person, Travel.Trip trip, Search search) {
        Candidate.Fit fit = fitOf(person, search);
        Travel.Trip shown = trip.isCutOff()
                ? Travel.AS_THE_CROW_FLIES.between(person.position(), search.place(), person.mode())
                : trip;
        double cost = shown.seconds()
                + beside(person.fixedAt() == null, fit, person.ownUnit()).toSeconds()
                + (trip.isCutOff() ? CUT_OFF.toSeconds() : 0);
        long meters = Math.round(shown.meters());
        long seconds = Math.round(shown.seconds());
        String way = trip.isCutOff()
                ? "no way by road now, " + meters + " m great circle"
                : meters + (trip.byRoad() ? " m by road, " : " m great circle, ") + seconds + " s";
        return new Candidate(
                person.responder(), fit, cost, meters, seconds, because(person, search, fit, way, trip.isCutOff()));
    }

    /** The seconds beside the way. */
    static Duration beside(boolean withoutFix, Candidate.Fit fit, boolean ownUnit) {
        return (withoutFix ? WITHOUT_FIX : Duration.ZERO)
                .plus(
                        switch (fit) {
                            case EXACT -> Duration.ZERO;
                            case ROLE_ONLY -> WITHOUT_SKILL;
                            case ANY_VOLUNTEER -> STANDS_IN;
                        })
                .minus(ownUnit ? OWN_UNIT : Duration.ZERO);
    }

    private static Candidate.Fit fitOf(Whereabouts person, Search search) {
        if (!person.roles().contains(search.role().text())) {
            return Candidate.Fit.ANY_VOLUNTEER;
        }
        return search.skill() == null || person.skills().contains(search.skill())
                ? Candidate.Fit.EXACT
                : Candidate.Fit.ROLE_ONLY;
    }

    private static String standInOf(Whereabouts person, Search search) {
        return search.standIns().stream()
                .map(Responder.Role::text)
                .filter(person.roles()::contains)
                .sorted()
                .findFirst()
                .orElse("somebody");
    }

    private static String because(Whereabouts person, Search search, Candidate.Fit fit, String way, boolean isCutOff) {
        String skill = switch (fit) {
            case EXACT -> search.skill() == null ? "" : " with " + search.skill();
            case ROLE_ONLY -> " without " + search.skill() + ", +" + WITHOUT_SKILL.toSeconds() + " s";
            case ANY_VOLUNTEER -> "";
        };
        String role = fit == Candidate.Fit.ANY_VOLUNTEER
                ? standInOf(person, search) + ", for want of a nearer "
                        + search.role().text() + ", +" + STANDS_IN.toSeconds() + " s"
                : search.role().text();
        Instant fixedAt = person.fixedAt();
        String fix = fixedAt == null
                ? "no fix of the last " + FIX_HOLDS.toSeconds() + " s: registered place, +" + WITHOUT_FIX.toSeconds()
                        + " s"
                : "fix " + Math.max(0, Duration.between(fixedAt, search.now()).toSeconds()) + " s old";
        return String.format(
                Locale.ROOT,
                "%s%s; %s%s; %s%s",
                role,
                skill,
                way,
                isCutOff ? "" : " by " + person.mode().text(),
                fix,
                person.ownUnit() ? "; of unit " + search.unit() + ", -" + OWN_UNIT.toSeconds() + " s" : "");
    }
}
