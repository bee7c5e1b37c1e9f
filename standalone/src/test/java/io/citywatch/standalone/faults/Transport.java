package io.citywatch.standalone.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** How a device reaches the gateway. */
interface Transport {
    Wire connect() throws IOException;

    static Transport tcp(int port) {
        return () -> new SocketWire(open(SocketFactory.getDefault(), port));
    }

    /** @param authority the certificate that the device trusts */
    static Transport tls(int port, Path authority) {
        SocketFactory sockets = trusting(authority).getSocketFactory();
        return () -> new SocketWire(open(sockets, port));
    }

    static Transport webSocket(int port) {
        return () -> new WebSocketWire(open(SocketFactory.getDefault(), port));
    }

    private static Socket open(SocketFactory sockets, int port) throws IOException {
        Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static SSLContext trusting(Path authority) {
        try (InputStream file = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("the CA " + authority + " cannot be read", e);
        }
    }
}
