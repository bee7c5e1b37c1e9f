package io.citywatch.roads;

/** Roads that cannot be read, or that lead nowhere. */
public final class RoadsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RoadsException(String message) {
        super(message);
    }

    public RoadsException(String message, Throwable cause) {
        super(message, cause);
    }
}
