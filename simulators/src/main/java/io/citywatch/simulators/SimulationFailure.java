package io.citywatch.simulators;

/** The city cannot be played, for a reason that its operator can act on; the message says which. */
public final class SimulationFailure extends RuntimeException {
    public SimulationFailure(String message) {
        super(message);
    }

    public SimulationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
