package io.citywatch.standalone.replay;

/** What was recorded cannot be replayed; the message says where, which value and what was expected. */
public final class BadRecording extends RuntimeException {
    BadRecording(String message) {
        super(message);
    }
}
