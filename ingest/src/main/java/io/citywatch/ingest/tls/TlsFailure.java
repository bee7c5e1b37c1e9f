package io.citywatch.ingest.tls;

/** A file of certificates cannot be used; the message names it and what was expected. */
public final class TlsFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsFailure(String message, Throwable cause) {
        super(message, cause);
    }

    TlsFailure(String message) {
        super(message);
    }
}
