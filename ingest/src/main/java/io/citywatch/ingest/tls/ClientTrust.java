package io.citywatch.ingest.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which clients' certificates hold: those of the configured CAs, in their time, not withdrawn. A revocation list that is
 * past its next update still counts: a city's alarms must not depend on who forgot to publish one.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private static final String ANY_KEY = "UNKNOWN";

    private final X509TrustManager chains;
    private final List<X509CRL> withdrawn;

    private ClientTrust(X509TrustManager chains, List<X509CRL> withdrawn) {
        this.chains = chains;
        this.withdrawn = withdrawn;
    }

    /** @throws GeneralSecurityException if a list is not signed by one of the CAs */
    static ClientTrust of(List<X509Certificate> authorities, List<X509CRL> withdrawn) throws GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            anchors.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (int i = 0; i < authorities.size(); i++) {
            anchors.setCertificateEntry("ca-" + i, authorities.get(i));
        }
        for (X509CRL list : withdrawn) {
            verify(list, authorities);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager chains) {
                return new ClientTrust(chains, List.copyOf(withdrawn));
            }
        }
        throw new GeneralSecurityException("this Java checks no X.509 certificates");
    }

    /** Why the certificate does not hold; empty if it does. */
    Optional<String> fault(X509Certificate[] chain, Instant now) {
        try {
            check(chain, now);
            return Optional.empty();
        } catch (RefusedCertificate e) {
            return Optional.of(e.reason());
        }
    }

    /** As {@link #fault}, of what time and revocation lists alone can change: cheap enough for each second. */
    Optional<String> lapse(X509Certificate[] chain, Instant now) {
        for (X509Certificate certificate : chain) {
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return Optional.of("its certificate expired");
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return Optional.of("its certificate is not valid yet");
            }
            if (withdrawn.stream().anyMatch(list -> list.isRevoked(certificate))) {
                return Optional.of("its certificate was revoked");
            }
        }
        return Optional.empty();
    }

    private void check(X509Certificate[] chain, Instant now) throws RefusedCertificate {
        Optional<String> lapse = lapse(chain, now);
        if (lapse.isPresent()) {
            throw new RefusedCertificate(chain[0], lapse.get(), reasonFor(chain, now));
        }
        try {
            chains.checkClientTrusted(chain, ANY_KEY);
        } catch (CertificateException e) {
            throw new RefusedCertificate(chain[0], "its certificate is not of a known authority", e);
        }
    }

    /** What the handshake's alert is made of. */
    private CertPathValidatorException reasonFor(X509Certificate[] chain, Instant now) {
        boolean late = now.isAfter(chain[0].getNotAfter().toInstant());
        boolean early = now.isBefore(chain[0].getNotBefore().toInstant());
        BasicReason reason = late ? BasicReason.EXPIRED : early ? BasicReason.NOT_YET_VALID : BasicReason.REVOKED;
        return new CertPathValidatorException(reason.name(), null, null, -1, reason);
    }

    private static void verify(X509CRL list, List<X509Certificate> authorities) throws GeneralSecurityException {
        for (X509Certificate authority : authorities) {
            if (authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
                list.verify(authority.getPublicKey());
                return;
            }
        }
        throw new GeneralSecurityException(
                "a list of " + list.getIssuerX500Principal() + ", which is no known authority");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        check(chain, Instant.now());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, @Nullable SSLEngine engine)
            throws CertificateException {
        check(chain, Instant.now());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, @Nullable Socket socket)
            throws CertificateException {
        check(chain, Instant.now());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw new CertificateException("a gateway calls no server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, keyType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, keyType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
