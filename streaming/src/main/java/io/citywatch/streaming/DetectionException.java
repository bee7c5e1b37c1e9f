package io.citywatch.streaming;

/** The detection service cannot do what it was asked for. */
public final class DetectionException extends RuntimeException {
    public DetectionException(String message) {
        super(message);
    }

    public DetectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
