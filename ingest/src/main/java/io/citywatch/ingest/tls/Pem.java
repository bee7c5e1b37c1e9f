package io.citywatch.ingest.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates, revocation lists and keys in files. */
final class Pem {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

    private Pem() {}

    /** One or more. */
    static List<X509Certificate> certificates(String setting, Path file) {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(read(file))) {
                found.add((X509Certificate) certificate);
            }
            if (found.isEmpty()) {
                throw new TlsFailure(setting + ": " + file + " holds no certificate (expected: PEM)");
            }
            return found;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(setting, file, "certificates in PEM", e);
        }
    }

    /** One or more. */
    static List<X509CRL> revocationLists(String setting, Path file) {
        try {
            List<X509CRL> found = new ArrayList<>();
            for (CRL list : CertificateFactory.getInstance("X.509").generateCRLs(read(file))) {
                found.add((X509CRL) list);
            }
            if (found.isEmpty()) {
                throw new TlsFailure(setting + ": " + file + " holds no revocation list (expected: PEM)");
            }
            return found;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(setting, file, "revocation lists in PEM", e);
        }
    }

    /**
     * A private key in PKCS#8.
     *
     * @param certificate whose key it must be
     */
    static PrivateKey key(String setting, Path file, X509Certificate certificate) {
        String expected = "the key of " + certificate.getSubjectX500Principal() + ", PKCS#8 in PEM";
        try {
            Matcher block = KEY.matcher(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
            if (!block.find()) {
                throw new TlsFailure(setting + ": " + file + " holds no such key (expected: " + expected + ")");
            }
            PublicKey open = certificate.getPublicKey();
            PrivateKey key = KeyFactory.getInstance(open.getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1))));
            if (!areAPair(open, key)) {
                throw new TlsFailure(setting + ": " + file + " is the key of another (expected: " + expected + ")");
            }
            return key;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw unreadable(setting, file, expected, e);
        }
    }

    private static boolean areAPair(PublicKey open, PrivateKey key) throws GeneralSecurityException {
        byte[] sample = "citywatch".getBytes(StandardCharsets.US_ASCII);
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> open.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(sample);
        return signature.verify(signed);
    }

    static TlsFailure unreadable(String setting, Path file, String expected, Exception cause) {
        return new TlsFailure(setting + ": " + file + ": " + cause + " (expected: " + expected + ")", cause);
    }

    private static ByteArrayInputStream read(Path file) throws IOException {
        return new ByteArrayInputStream(Files.readAllBytes(file));
    }
}
