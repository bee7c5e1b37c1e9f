package io.citywatch.ingest.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA of a test, with what it signs, in PEM. */
public final class TestAuthority {
    private final X500Principal name;
    private final KeyPair keys = newKeys();
    private final Holder own;
    private long serials = 100;

    /** A certificate and its key. */
    public record Holder(X509Certificate certificate, PrivateKey key) {
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /** What shows it to whoever asks for one of its CA. */
        public KeyManagerFactory keys() {
            char[] none = {};
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("own", key, none, new X509Certificate[] {certificate});
                KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
                keys.init(store, none);
                return keys;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public TestAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        this.own = issue(this.name, keys, true, Instant.now().minusSeconds(3_600), Duration.ofDays(10));
    }

    public String certificatePem() {
        return own.certificatePem();
    }

    public Holder server() {
        return issue(
                new X500Principal("CN=localhost"),
                newKeys(),
                false,
                Instant.now().minusSeconds(60),
                Duration.ofDays(1));
    }

    public Holder client(String commonName) {
        return client(commonName, Instant.now().minusSeconds(60), Duration.ofDays(1));
    }

    public Holder client(String commonName, Instant from, Duration life) {
        return issue(new X500Principal("O=city, CN=" + commonName), newKeys(), false, from, life);
    }

    /** The list of those that are withdrawn. */
    public String revocationPem(Holder... withdrawn) {
        X509v2CRLBuilder list = new JcaX509v2CRLBuilder(name, Date.from(Instant.now()));
        for (Holder holder : withdrawn) {
            list.addCRLEntry(holder.certificate().getSerialNumber(), Date.from(Instant.now()), CRLReason.keyCompromise);
        }
        try {
            return pem("X509 CRL", list.build(signer()).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What trusts this CA and no other. */
    public TrustManagerFactory trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", own.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            return trust;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client needs that trusts this CA, and shows a certificate or none. */
    public SSLContext clientContext(String protocol, Holder... shown) {
        try {
            SSLContext context = SSLContext.getInstance(protocol);
            context.init(
                    shown.length == 0 ? null : new KeyManager[] {new StubbornKeyManager(shown[0])},
                    trust().getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file as operators should: beside it, then renamed into place. */
    public static Path write(Path file, String... pems) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, Arrays.stream(pems).collect(Collectors.joining()));
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Holder issue(X500Principal subject, KeyPair subjectKeys, boolean authority, Instant from, Duration life) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(serials++),
                    Date.from(from),
                    Date.from(from.plus(life)),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(List.of(
                                        new GeneralName(GeneralName.dNSName, "localhost"),
                                        new GeneralName(GeneralName.iPAddress, "127.0.0.1"))
                                .toArray(GeneralName[]::new)));
            }
            return new Holder(
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer())),
                    subjectKeys.getPrivate());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + new String(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(content), StandardCharsets.US_ASCII)
                + "\n-----END " + what + "-----\n";
    }
}
