package io.citywatch.ingest.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that the test moves by hand. */
final class HandClock extends Clock {
    private Instant now;
    private Runnable asked = () -> {};

    HandClock(Instant now) {
        this.now = now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Something else happens just when it is asked next. */
    void whenAsked(Runnable happening) {
        asked = happening;
    }

    @Override
    public Instant instant() {
        Runnable happening = asked;
        asked = () -> {};
        happening.run();
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
