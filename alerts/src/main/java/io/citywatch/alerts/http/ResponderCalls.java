package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.registry.Duty;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a responder does over HTTP: own offers and own duty, nobody else's. */
final class ResponderCalls {
    private static final int LONGEST_REASON = 500;

    private final OfferActs offers;
    private final Duty duty;
    private final RegistryCalls<?> responders;
    private final Clock clock;

    ResponderCalls(OfferActs offers, Duty duty, RegistryCalls<?> responders, Clock clock) {
        this.offers = offers;
        this.duty = duty;
        this.responders = responders;
        this.clock = clock;
    }

    /** The body of an answer to an offer. */
    record OfferAnswerBody(
            @Nullable OfferAction action, @Nullable String reason) {}

    /** The body of going on or off duty. */
    record DutyBody(@Nullable Boolean onDuty) {}

    /** What came of an answer; the offer while it is open or accepted. */
    record Answered(
            String id,
            String responder,
            OfferAction action,
            @Nullable OfferMessage offer) {}

    Answer find(Call call) {
        requireOwn(call.person(), call.part("id"));
        return responders.find(call);
    }

    Answer openOffers(Call call) {
        String id = call.part("id");
        Person person = call.person();
        requireOwn(person, id);
        List<OfferMessage> open = person.isResponder(id) ? offers.showOpenOffers(id) : offers.openOffersOf(id);
        return Answer.ok(new Page<>(open, null));
    }

    Answer answerOffer(Call call) {
        String id = call.part("id");
        Person person = call.person();
        String responder = offers.responderOf(id).orElseThrow(() -> new RefusedCall(Problem.notFound("offer", id)));
        requireOwn(person, responder);
        OfferAnswerBody body = call.body(OfferAnswerBody.class);
        OfferAction action = body.action();
        if (action == null) {
            throw new RefusedCall(
                    Problem.badRequest("action", "missing", "accept, decline, en-route, arrived or cleared"));
        }
        String reason = body.reason();
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new RefusedCall(Problem.badRequest("reason", reason, "at most " + LONGEST_REASON + " characters"));
        }
        finish(offers.answer(id, person, action, reason, clock.instant()), id);
        OfferMessage offer = offers.openOffersOf(responder).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        return Answer.ok(new Answered(id, responder, action, offer));
    }

    Answer setDuty(Call call) {
        String id = call.part("id");
        requireOwn(call.person(), id);
        Boolean onDuty = call.body(DutyBody.class).onDuty();
        if (onDuty == null) {
            throw new RefusedCall(Problem.badRequest("onDuty", "missing", "true or false"));
        }
        if (!duty.set(id, onDuty, call.person())) {
            throw new RefusedCall(Problem.notFound("responder", id));
        }
        return responders.find(call);
    }

    private static void requireOwn(Person person, String responder) {
        if (person.role() == Role.RESPONDER && !person.isResponder(responder)) {
            throw new RefusedCall(Problem.forbidden("responder", responder, person.name() + ", who calls"));
        }
    }

    private static void finish(Outcome outcome, String id) {
        if (outcome instanceof Outcome.NotFound) {
            throw new RefusedCall(Problem.notFound("offer", id));
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            throw new RefusedCall(Problem.conflict("offer", conflict.reason(), "an answer that fits its state"));
        }
    }
}
