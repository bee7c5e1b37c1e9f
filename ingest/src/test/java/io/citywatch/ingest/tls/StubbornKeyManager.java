package io.citywatch.ingest.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows its certificate whichever authorities the server asks for, as an attacker would. */
final class StubbornKeyManager extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final TestAuthority.Holder holder;

    StubbornKeyManager(TestAuthority.Holder holder) {
        this.holder = holder;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {holder.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return holder.key();
    }
}
