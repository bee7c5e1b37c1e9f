package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What makes a responder near, as a pure function: great circle for now. */
public final class Ranking {
    /** A fix older than this is replaced by the registered place. */
    public static final Duration FIX_HOLDS = Duration.ofMinutes(2);
    /** Added where only the registered place is known. */
    public static final Duration WITHOUT_FIX = Duration.ofMinutes(1);

    private Ranking() {}

    /**
     * What is known of somebody now.
     *
     * @param fixedAt when the newest fix was received, null if it is too old or there is none
     */
    public record Whereabouts(
            String responder,
            List<String> roles,
            List<String> skills,
            Responder.Mode mode,
            Position position,
            @Nullable Instant fixedAt) {}

    public static Candidate judge(Whereabouts person, Search search) {
        double meters = person.position().metersTo(search.place());
        double seconds = meters / person.mode().metersPerSecond();
        if (person.fixedAt() == null) {
            seconds += WITHOUT_FIX.toSeconds();
        }
        Candidate.Fit fit = fitOf(person, search);
        long travelSeconds = Math.round(seconds);
        return new Candidate(
                person.responder(),
                fit,
                Math.round(meters),
                travelSeconds,
                because(person, search, fit, Math.round(meters), travelSeconds));
    }

    private static Candidate.Fit fitOf(Whereabouts person, Search search) {
        if (!person.roles().contains(search.role().text())) {
            return Candidate.Fit.ANY_VOLUNTEER;
        }
        return search.skill() == null || person.skills().contains(search.skill())
                ? Candidate.Fit.EXACT
                : Candidate.Fit.ROLE_ONLY;
    }

    private static String because(
            Whereabouts person, Search search, Candidate.Fit fit, long meters, long travelSeconds) {
        String skill = switch (fit) {
            case EXACT -> search.skill() == null ? "" : " with " + search.skill();
            case ROLE_ONLY -> ", nobody nearer to the need has " + search.skill();
            case ANY_VOLUNTEER -> "";
        };
        String role = fit == Candidate.Fit.ANY_VOLUNTEER
                ? "volunteer, for want of a free " + search.role().text()
                : search.role().text();
        Instant fixedAt = person.fixedAt();
        String fix = fixedAt == null
                ? "no fix of the last " + FIX_HOLDS.toSeconds() + " s: registered place, +" + WITHOUT_FIX.toSeconds()
                        + " s"
                : "fix " + Math.max(0, Duration.between(fixedAt, search.now()).toSeconds()) + " s old";
        return String.format(
                Locale.ROOT,
                "%s%s; %d m great circle, %d s by %s; %s",
                role,
                skill,
                meters,
                travelSeconds,
                person.mode().text(),
                fix);
    }
}
