package io.citywatch.ingest.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The certificate that a client showed in its handshake, and those that lead to its CA. */
public final class ClientCertificate {
    private final X509Certificate[] chain;

    ClientCertificate(X509Certificate[] chain) {
        this.chain = chain.clone();
    }

    /** Empty if the connection is not TLS, or the client showed none. */
    public static Optional<ClientCertificate> of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            Certificate[] shown = tls.engine().getSession().getPeerCertificates();
            return Optional.of(new ClientCertificate(Arrays.copyOf(shown, shown.length, X509Certificate[].class)));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Whose it is; empty text if it has no CN, or several. */
    public String commonName() {
        return commonNameOf(chain[0]);
    }

    X509Certificate[] chain() {
        return chain.clone();
    }

    static String commonNameOf(X509Certificate certificate) {
        try {
            var names = new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .toList();
            return names.size() == 1 && names.get(0) instanceof String name ? name : "";
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
