package io.citywatch.ingest.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the files said at one moment, as a whole.
 *
 * @param context makes the handlers of new connections
 * @param trust absent if clients log in by token alone
 */
record TlsMaterial(SslContext context, @Nullable ClientTrust trust) {
    private static final String CERTIFICATE = "tls.certificate-file";
    private static final String KEY = "tls.key-file";

    /** @throws TlsFailure naming the file that cannot be used */
    static TlsMaterial load(TlsConfig config, Path certificateFile, Path keyFile) {
        List<X509Certificate> chain = Pem.certificates(CERTIFICATE, certificateFile);
        ClientTrust trust = trust(config);
        PrivateKey key = Pem.key(KEY, keyFile, chain.get(0));
        try {
            chain.get(0).checkValidity();
            SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            if (trust != null) {
                builder.trustManager(trust).clientAuth(ClientAuth.OPTIONAL);
            }
            return new TlsMaterial(builder.build(), trust);
        } catch (GeneralSecurityException e) {
            throw Pem.unreadable(CERTIFICATE, certificateFile, "a certificate that is valid now", e);
        } catch (SSLException | IllegalArgumentException e) {
            throw Pem.unreadable(CERTIFICATE, certificateFile, "a chain of certificates for TLS", e);
        }
    }

    private static @Nullable ClientTrust trust(TlsConfig config) {
        Path authorities = config.clientCaFile();
        Path withdrawn = config.revocationFile();
        if (authorities == null) {
            return null;
        }
        try {
            return ClientTrust.of(
                    Pem.certificates("tls.client-ca-file", authorities),
                    withdrawn == null ? List.of() : Pem.revocationLists("tls.revocation-file", withdrawn));
        } catch (GeneralSecurityException e) {
            throw Pem.unreadable(
                    "tls.revocation-file",
                    withdrawn == null ? authorities : withdrawn,
                    "lists signed by a CA of " + authorities,
                    e);
        }
    }
}
