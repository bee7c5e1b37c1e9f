package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.log.AppendListener;
import io.citywatch.model.telemetry.Lane;
import org.jspecify.annotations.Nullable;

/** One message on its way into the log, and how its client is to be answered. */
final class Inbound implements AppendListener {
    private enum State {
        PENDING,
        DONE,
        FAILED
    }

    private final Acknowledgements acknowledgements;
    private final int packetId;
    private final boolean exactlyOnce;
    private final Lane lane;
    private final byte reasonCode;
    private final String reason;
    private final long receivedNanos;
    private volatile State state = State.PENDING;

    /**
     * @param packetId 0 if it wants no acknowledgement
     * @param exactlyOnce true if a PUBREC acknowledges it, not a PUBACK
     * @param reasonCode 0 for a plain acknowledgement
     */
    Inbound(
            Acknowledgements acknowledgements,
            int packetId,
            boolean exactlyOnce,
            Lane lane,
            byte reasonCode,
            String reason,
            long receivedNanos) {
        this.acknowledgements = acknowledgements;
        this.packetId = packetId;
        this.exactlyOnce = exactlyOnce;
        this.lane = lane;
        this.reasonCode = reasonCode;
        this.reason = reason;
        this.receivedNanos = receivedNanos;
    }

    @Override
    public void appended(@Nullable Throwable failure) {
        state = failure == null ? State.DONE : State.FAILED;
        acknowledgements.settled(this);
    }

    boolean isPending() {
        return state == State.PENDING;
    }

    boolean isFailed() {
        return state == State.FAILED;
    }

    int packetId() {
        return packetId;
    }

    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    Lane lane() {
        return lane;
    }

    byte reasonCode() {
        return reasonCode;
    }

    String reason() {
        return reason;
    }

    long receivedNanos() {
        return receivedNanos;
    }
}
