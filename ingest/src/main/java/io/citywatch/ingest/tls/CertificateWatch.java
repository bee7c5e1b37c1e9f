package io.citywatch.ingest.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates in force. Each second it looks at the files and takes what changed; a file that cannot be used is
 * said once and what was in force stays so. Who is connected by a certificate that no longer holds is told to go.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final long LOOK_MILLIS = 1_000;

    private final TlsConfig config;
    private final Path certificateFile;
    private final Path keyFile;
    private final long handshakeMillis;
    private final Clock clock;
    private final Map<Channel, Guest> guests = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor;
    private final AtomicLong refusals = new AtomicLong();
    private List<FileState> seen;
    private volatile TlsMaterial inForce;

    /** Someone who is connected by a certificate. */
    private record Guest(ClientCertificate certificate, Consumer<String> ended) {}

    private CertificateWatch(
            TlsConfig config, Path certificateFile, Path keyFile, Duration handshakeTimeout, Clock clock) {
        this.config = config;
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.handshakeMillis = handshakeTimeout.toMillis();
        this.clock = clock;
        this.seen = look();
        this.inForce = TlsMaterial.load(config, certificateFile, keyFile);
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-certificates");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the files and goes on looking; empty if no TLS is configured.
     *
     * @throws TlsFailure naming the file that cannot be used
     */
    public static Optional<CertificateWatch> start(TlsConfig config, Duration handshakeTimeout, Clock clock) {
        Path certificateFile = config.certificateFile();
        Path keyFile = config.keyFile();
        if (certificateFile == null || keyFile == null) {
            return Optional.empty();
        }
        CertificateWatch watch = new CertificateWatch(config, certificateFile, keyFile, handshakeTimeout, clock);
        var unused =
                watch.executor.scheduleWithFixedDelay(watch::tick, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return Optional.of(watch);
    }

    /** For one new connection. */
    public SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = inForce.context().newHandler(allocator);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }

    /**
     * Why the certificate does not hold now; empty if it does. A resumed session shows a certificate that no handshake
     * has checked, so this is asked at each login.
     */
    public Optional<String> fault(ClientCertificate certificate) {
        ClientTrust trust = inForce.trust();
        return trust == null
                ? Optional.of("no authority of clients' certificates is configured")
                : trust.fault(certificate.chain(), clock.instant());
    }

    /** Keeps an eye on a connection until it closes; {@code ended} hears why its certificate holds no longer. */
    public void follow(Channel channel, ClientCertificate certificate, Consumer<String> ended) {
        guests.put(channel, new Guest(certificate, ended));
        channel.closeFuture().addListener(closed -> guests.remove(channel));
    }

    /** How often changed files were refused. */
    public long refusals() {
        return refusals.get();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void tick() {
        try {
            boolean changed = reload();
            ClientTrust trust = inForce.trust();
            if (trust != null) {
                Instant now = clock.instant();
                examine(chain -> trust.lapse(chain, now));
                if (changed) {
                    examine(chain -> trust.fault(chain, now));
                }
            }
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again, and a revoked certificate would go on.
            LOG.error("certificates were not looked at", e);
        }
    }

    private boolean reload() {
        List<FileState> now = look();
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        try {
            inForce = TlsMaterial.load(config, certificateFile, keyFile);
            LOG.info("certificates read again, beside {}", certificateFile);
            return true;
        } catch (TlsFailure e) {
            refusals.incrementAndGet();
            LOG.error("changed certificates refused, the old ones stay in force: {}", e.getMessage());
            return false;
        }
    }

    private void examine(Function<X509Certificate[], Optional<String>> question) {
        guests.forEach((channel, guest) -> question.apply(guest.certificate().chain())
                .ifPresent(reason -> {
                    if (guests.remove(channel, guest)) {
                        guest.ended().accept(reason);
                    }
                }));
    }

    private List<FileState> look() {
        return Stream.of(
                        Optional.of(certificateFile),
                        Optional.of(keyFile),
                        Optional.ofNullable(config.clientCaFile()),
                        Optional.ofNullable(config.revocationFile()))
                .map(file -> FileState.of(file.orElse(null)))
                .toList();
    }
}
