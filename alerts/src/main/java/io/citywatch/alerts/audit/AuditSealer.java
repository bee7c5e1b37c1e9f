package io.citywatch.alerts.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals each second what the audit was told, and says the chain's head in the log each hour: whoever keeps that log
 * elsewhere can prove that nothing before it was changed. One thread at a time calls it.
 */
public final class AuditSealer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
    private static final Duration BETWEEN_HEADS = Duration.ofHours(1);

    private final AuditChain chain;
    private final Clock clock;
    private @Nullable Seal said;
    private Instant saidAt = Instant.EPOCH;

    public AuditSealer(AuditChain chain, Clock clock) {
        this.chain = chain;
        this.clock = clock;
    }

    /** Seals until nothing is left. */
    @Override
    public void run() {
        AuditChain.Sealed sealed;
        do {
            sealed = chain.seal(clock.instant()).orElse(null);
        } while (sealed != null && sealed.rows() > 0);
        if (sealed != null) {
            say(sealed.head());
        }
    }

    private void say(Seal head) {
        Instant now = clock.instant();
        if (head.number() > 0 && !head.equals(said) && now.isAfter(saidAt.plus(BETWEEN_HEADS))) {
            LOG.info("audit: sealed up to {}", head);
            said = head;
            saidAt = now;
        }
    }
}
