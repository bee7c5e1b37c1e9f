package io.citywatch.ingest.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A client's certificate does not hold: why, and whose it says it is. */
public final class RefusedCertificate extends CertificateException {
    private static final long serialVersionUID = 1;
    private static final int MOST_CAUSES = 16;

    private final String client;

    RefusedCertificate(X509Certificate certificate, String reason, Throwable cause) {
        super(reason, cause);
        this.client = ClientCertificate.commonNameOf(certificate);
    }

    /** The one that made a handshake fail, if it was one. */
    public static Optional<RefusedCertificate> in(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof RefusedCertificate refused) {
                return Optional.of(refused);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The CN, as the certificate says it. */
    public String client() {
        return client;
    }

    /** The reason in words, for audit. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
