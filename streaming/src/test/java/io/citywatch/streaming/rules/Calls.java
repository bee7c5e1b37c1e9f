package io.citywatch.streaming.rules;

import io.citywatch.model.telemetry.CallEvent;

/** Calls of one terminal for tests; receivedAt in milliseconds, logged 3 ms later, measured 50 ms before. */
public final class Calls {
    public static final String TERMINAL = "ct-1";

    private Calls() {}

    public static Call fall(String identity, long receivedAt) {
        return call(TERMINAL, CallEvent.Event.FALL, identity, receivedAt);
    }

    public static Call cancel(String identity, long receivedAt) {
        return call(TERMINAL, CallEvent.Event.CANCEL, identity, receivedAt);
    }

    public static Call call(String terminal, CallEvent.Event event, String identity, long receivedAt) {
        return new Call(
                terminal,
                identity,
                receivedAt,
                receivedAt + 3,
                receivedAt - 50,
                event,
                CallEvent.Source.PENDANT,
                null,
                null);
    }

    public static Call at(Call call, double lat, double lon) {
        return new Call(
                call.device(),
                call.identity(),
                call.receivedAt(),
                call.loggedAt(),
                call.measuredAt(),
                call.event(),
                call.source(),
                lat,
                lon);
    }
}
