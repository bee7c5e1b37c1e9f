package io.citywatch.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.tls.CertificateWatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCertificatesTest {
    @TempDir
    Path folder;

    @Test
    void aGatewayCanUseWhatWasMade() throws Exception {
        DemoCertificates certificates = DemoCertificates.in(folder);

        try (CertificateWatch watch = CertificateWatch.start(
                        certificates.config(), Duration.ofSeconds(1), Clock.systemUTC())
                .orElseThrow()) {
            assertThat(watch.refusals()).isZero();
        }
        X509Certificate authority = read(certificates.authority());
        X509Certificate server = read(folder.resolve("tls/server.pem"));
        server.verify(authority.getPublicKey());
        assertThat(server.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
    }

    @Test
    void keysAreReadableByTheirOwnerAlone() throws IOException {
        DemoCertificates.in(folder);

        for (String key : new String[] {"ca-key.pem", "server-key.pem"}) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("tls").resolve(key))))
                    .as(key)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theyAreMadeOnce() throws Exception {
        X509Certificate first = read(DemoCertificates.in(folder).authority());

        assertThat(read(DemoCertificates.in(folder).authority())).isEqualTo(first);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
