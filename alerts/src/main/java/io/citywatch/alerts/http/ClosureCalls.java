package io.citywatch.alerts.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.closure.Closure;
import io.citywatch.alerts.closure.ClosureBook;
import io.citywatch.alerts.incident.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roads that are shut for now. */
final class ClosureCalls {
    private final ClosureBook book;

    ClosureCalls(ClosureBook book) {
        this.book = book;
    }

    /** The body of closing a road. */
    record Body(
            @Nullable Double lat,
            @Nullable Double lon,
            @Nullable Double radiusMeters,
            @Nullable String reason,
            @Nullable Instant until) {}

    /** As the API shows it. */
    record View(@JsonUnwrapped Closure closure, int edges, List<String> streets) {
        static View of(ClosureBook.Shown shown) {
            return new View(shown.closure(), shown.edges(), shown.streets());
        }
    }

    Answer list(Call call) {
        return Answer.ok(new Page<>(book.standing().stream().map(View::of).toList(), null));
    }

    Answer find(Call call) {
        String id = call.part("id");
        return Answer.ok(View.of(book.find(id).orElseThrow(() -> new RefusedCall(Problem.notFound("closure", id)))));
    }

    Answer close(Call call) {
        Body body = call.body(Body.class);
        if (body.lat() == null || body.lon() == null) {
            throw new RefusedCall(
                    Problem.badRequest(body.lat() == null ? "lat" : "lon", "missing", "where nobody can pass"));
        }
        if (body.reason() == null) {
            throw new RefusedCall(Problem.badRequest("reason", "missing", "why nobody can pass"));
        }
        try {
            return Answer.created(View.of(book.close(
                    body.lat(), body.lon(), body.radiusMeters(), body.reason(), body.until(), call.person())));
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    Answer open(Call call) {
        String id = call.part("id");
        if (!book.open(id, call.person())) {
            throw new RefusedCall(Problem.notFound("closure", id));
        }
        return Answer.noContent();
    }
}
