package io.citywatch.standalone.demo;

import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.OwnerOnly;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A demo's own CA and the certificate of its gateway, made once and kept in its folder, so that devices can try TLS
 * without anybody preparing anything. Keys are readable by their owner alone.
 */
public final class DemoCertificates {
    private static final String FOLDER = "tls";
    private static final String PERMISSIONS = "rwx------";
    private static final X500Principal AUTHORITY = new X500Principal("CN=Citywatch demo CA");
    private static final X500Principal SERVER = new X500Principal("CN=localhost");
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration LEFT_AT_LEAST = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final int SERIAL_BITS = 127;

    private final Path folder;

    private DemoCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds them in a demo's folder, or makes them.
     *
     * @throws StartFailure if they can be neither read nor written
     */
    public static DemoCertificates in(Path demo) {
        DemoCertificates certificates = new DemoCertificates(demo.resolve(FOLDER));
        try {
            Files.createDirectories(
                    certificates.folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PERMISSIONS)));
            if (!certificates.isFit()) {
                certificates.make();
            }
            return certificates;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new StartFailure(certificates.folder + ": no certificates could be made: " + e.getMessage(), e);
        }
    }

    /** What a client trusts. */
    Path authority() {
        return folder.resolve("ca.pem");
    }

    /** The gateway's settings; the CA may sign certificates of clients as well. */
    public TlsConfig config() {
        return new TlsConfig(0, server(), serverKey(), authority(), null);
    }

    private Path server() {
        return folder.resolve("server.pem");
    }

    private Path serverKey() {
        return folder.resolve("server-key.pem");
    }

    private boolean isFit() throws IOException, GeneralSecurityException {
        if (!Files.exists(authority()) || !Files.exists(serverKey()) || !Files.exists(server())) {
            return false;
        }
        try (var certificate = Files.newInputStream(server())) {
            X509Certificate held =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(certificate);
            return held.getNotAfter().toInstant().isAfter(Instant.now().plus(LEFT_AT_LEAST));
        }
    }

    private void make() throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair authority = keys.generateKeyPair();
        KeyPair server = keys.generateKeyPair();
        X509Certificate authorityCertificate = signed(
                authority,
                certificate(AUTHORITY, authority)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        });
        X509Certificate serverCertificate = signed(
                authority,
                certificate(SERVER, server)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                        .addExtension(
                                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .addExtension(Extension.subjectAlternativeName, false, names));
        write(
                folder.resolve("ca-key.pem"),
                "PRIVATE KEY",
                authority.getPrivate().getEncoded());
        write(serverKey(), "PRIVATE KEY", server.getPrivate().getEncoded());
        write(server(), "CERTIFICATE", serverCertificate.getEncoded());
        write(authority(), "CERTIFICATE", authorityCertificate.getEncoded());
    }

    private static JcaX509v3CertificateBuilder certificate(X500Principal subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(CLOCKS_DIFFER)),
                Date.from(now.plus(LIFE)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate signed(KeyPair authority, X509v3CertificateBuilder builder)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        OwnerOnly.write(
                file,
                ("-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
