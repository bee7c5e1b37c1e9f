package io.citywatch.simulators.platform;

/** The platform does not answer: it is stopping, starting, or not there. */
public final class PlatformUnreachable extends RuntimeException {
    public PlatformUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
