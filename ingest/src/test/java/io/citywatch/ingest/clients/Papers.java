package io.citywatch.ingest.clients;

import io.citywatch.ingest.tls.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What one end of TLS trusts and shows, as files and as Java has it.
 *
 * @param shown its certificate and key; null if it shows none
 */
public record Papers(Path caFile, TrustManagerFactory trust, Shown shown) {
    /** A certificate with its key. */
    public record Shown(Path certificateFile, Path keyFile, KeyManagerFactory keys) {}

    /** Those of one that trusts this authority. */
    public static Papers of(Path folder, TestAuthority authority) throws IOException {
        Path caFile = TestAuthority.write(folder.resolve("ca.pem"), authority.certificatePem());
        return new Papers(caFile, authority.trust(), null);
    }

    /** The same with a certificate to show. */
    public Papers showing(String name, TestAuthority.Holder holder) throws IOException {
        Path certificateFile = TestAuthority.write(caFile.resolveSibling(name + ".pem"), holder.certificatePem());
        Path keyFile = TestAuthority.write(caFile.resolveSibling(name + "-key.pem"), holder.keyPem());
        return new Papers(caFile, trust, new Shown(certificateFile, keyFile, holder.keys()));
    }

    /** As Java's own sockets want it. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown == null ? null : shown.keys().getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Mosquitto's programs want it. */
    List<String> options() {
        return shown == null
                ? List.of("--cafile", caFile.toString())
                : List.of(
                        "--cafile",
                        caFile.toString(),
                        "--cert",
                        shown.certificateFile().toString(),
                        "--key",
                        shown.keyFile().toString());
    }
}
