package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.track.TrackGround;
import io.citywatch.alerts.track.TrackRequest;
import io.citywatch.alerts.track.TrackRights;
import io.citywatch.model.registry.Vehicle;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What opens a vehicle's track, the owner's consent, and the second person. */
final class TrackAccessCalls {
    private final TrackRights rights;
    private final RegistryCalls<Vehicle> vehicles;
    private final Clock clock;

    TrackAccessCalls(TrackRights rights, RegistryCalls<Vehicle> vehicles, Clock clock) {
        this.rights = rights;
        this.vehicles = vehicles;
        this.clock = clock;
    }

    /** The body of recording a consent. */
    record ConsentBody(
            @Nullable String givenBy,
            @Nullable String reference,
            @Nullable Instant until) {}

    /** The body of asking for a second person. */
    record RequestBody(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String reason) {}

    /** The body of not agreeing. */
    record RefusalBody(@Nullable String reason) {}

    Answer access(Call call) {
        Vehicle vehicle = vehicles.found(call).body();
        TimeRange range = TimeRange.of(call, clock);
        return Answer.ok(rights.access(vehicle, range.from(), range.to(), call.person()));
    }

    Answer consent(Call call) {
        String plate = vehicles.found(call).body().plate();
        ConsentBody body = call.body(ConsentBody.class);
        String givenBy = Call.text("givenBy", body.givenBy(), "who agreed");
        String reference = Call.text("reference", body.reference(), "where it is written down");
        if (body.until() == null) {
            throw new RefusedCall(Problem.badRequest("until", "missing", "until when the owner agrees"));
        }
        try {
            return Answer.created(rights.consent(plate, givenBy, reference, body.until(), call.person())
                    .orElseThrow(() -> new RefusedCall(Problem.conflict(
                            "consent", "one of " + plate + " is in force", "a vehicle that has none"))));
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    Answer endConsent(Call call) {
        String plate = vehicles.found(call).body().plate();
        if (!rights.endConsent(plate, call.person())) {
            throw new RefusedCall(
                    new Problem(HttpStatus.NOT_FOUND, "consent", "none of " + plate, "a vehicle whose owner agreed"));
        }
        return Answer.noContent();
    }

    Answer request(Call call) {
        String plate = vehicles.found(call).body().plate();
        RequestBody body = call.body(RequestBody.class);
        String reason = Call.text("reason", body.reason(), "why the track is looked at");
        Instant from = time("from", body.from());
        Instant to = time("to", body.to());
        if (!from.isBefore(to)) {
            throw new RefusedCall(
                    Problem.badRequest("from", Long.toString(from.toEpochMilli()), "before to, " + to.toEpochMilli()));
        }
        Person by = call.person();
        return Answer.created(rights.request(plate, from, to, reason, by)
                .orElseThrow(() -> new RefusedCall(Problem.conflict(
                        "track request",
                        "too many of " + by.name() + " are open",
                        "a decision on some of them first"))));
    }

    Answer list(Call call) {
        String state = call.parameter("state");
        if (state != null && !state.equals("open")) {
            throw new RefusedCall(Problem.badRequest("state", state, "open, or nothing for all"));
        }
        String after = call.parameter("after");
        if (after != null && rights.find(after).isEmpty()) {
            throw new RefusedCall(Problem.badRequest("after", after, "the next of the part before"));
        }
        int limit = call.limit();
        List<TrackRequest> found = rights.list(state != null, after, limit + 1);
        List<TrackRequest> items = found.size() > limit ? found.subList(0, limit) : found;
        return Answer.ok(
                new Page<>(items, found.size() > limit ? items.get(limit - 1).id() : null));
    }

    Answer grant(Call call) {
        TrackRequest request = found(call);
        if (request.requestedBy().equals(call.person().name())) {
            throw new RefusedCall(
                    Problem.forbidden("second person", call.person().name(), "somebody else than who asked"));
        }
        return decided(rights.grant(request.id(), call.person()), request.id());
    }

    Answer refuse(Call call) {
        TrackRequest request = found(call);
        String reason = Call.text("reason", call.body(RefusalBody.class).reason(), "why not");
        return decided(rights.refuse(request.id(), reason, call.person()), request.id());
    }

    /** Refuses a look that nothing opens. */
    TrackRights.Decision.Allowed allowed(Vehicle vehicle, TimeRange range, Person person) {
        TrackRights.Decision decision = rights.decide(vehicle, range.from(), range.to(), person);
        if (decision instanceof TrackRights.Decision.Allowed allowed) {
            return allowed;
        }
        if (decision instanceof TrackRights.Decision.NeedsSecondPerson needed) {
            throw new RefusedCall(Problem.forbidden("second person", "nobody agreed", secondPerson(needed.ground())));
        }
        throw new RefusedCall(Problem.forbidden(
                "track",
                vehicle.plate(),
                "an open case of the vehicle (a theft report or an incident of it) or its owner's consent"));
    }

    private String secondPerson(TrackGround ground) {
        String why = ground.kind() == TrackGround.Kind.ENDED_CASE
                ? "of a case that ended"
                : "of reads before " + clock.instant().minus(TrackRights.ALONE).toEpochMilli();
        return "a request that somebody else granted for this time, " + why;
    }

    private TrackRequest found(Call call) {
        String id = call.part("id");
        return rights.find(id).orElseThrow(() -> new RefusedCall(Problem.notFound("track request", id)));
    }

    private Answer decided(Outcome outcome, String id) {
        if (outcome instanceof Outcome.Conflict conflict) {
            throw new RefusedCall(Problem.conflict("track request", conflict.reason(), "one that is open"));
        }
        return Answer.ok(rights.find(id).orElseThrow(() -> new RefusedCall(Problem.notFound("track request", id))));
    }

    private static Instant time(String name, @Nullable Instant value) {
        if (value == null) {
            throw new RefusedCall(Problem.badRequest(name, "missing", "epoch milliseconds"));
        }
        return value;
    }
}
