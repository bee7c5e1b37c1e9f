package io.citywatch.ingest.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a port of its own. All files are PEM, and read again when they change.
 *
 * @param port the port for MQTT over TLS; 0 takes a free one
 * @param certificateFile the server's certificate, then those that lead to its CA; without one there is no TLS
 * @param keyFile the server's private key, PKCS#8, without a password
 * @param clientCaFile the CAs of clients' certificates; without them clients log in by token alone
 * @param revocationFile the CAs' lists of withdrawn certificates
 */
public record TlsConfig(
        int port,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        @Nullable Path clientCaFile,
        @Nullable Path revocationFile) {
    /** No TLS until there is a certificate. */
    public static final TlsConfig NONE = new TlsConfig(8883, null, null, null, null);

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public TlsConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0-65535)");
        }
        together("key-file", keyFile, "certificate-file", certificateFile);
        together("certificate-file", certificateFile, "key-file", keyFile);
        together("client-ca-file", clientCaFile, "certificate-file", certificateFile);
        together("revocation-file", revocationFile, "client-ca-file", clientCaFile);
    }

    /** True if devices may come by TLS. */
    public boolean isOffered() {
        return certificateFile != null;
    }

    /** The same on another port. */
    public TlsConfig on(int otherPort) {
        return new TlsConfig(otherPort, certificateFile, keyFile, clientCaFile, revocationFile);
    }

    private static void together(String name, @Nullable Path file, String other, @Nullable Path needed) {
        if (file != null && needed == null) {
            throw new IllegalArgumentException(name + ": " + file + " without " + other + " (expected: both)");
        }
    }
}
