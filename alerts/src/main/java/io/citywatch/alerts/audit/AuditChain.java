package io.citywatch.alerts.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Seals what the audit was told, and checks that it is all still there. Thread-safe. */
public interface AuditChain {
    /**
     * What one turn did.
     *
     * @param rows how many were sealed
     * @param head the last seal now
     */
    record Sealed(int rows, Seal head) {}

    /**
     * Seals up to a thousand rows in the order in which they came.
     *
     * @param now written beside each
     * @return empty if another process is at it
     */
    Optional<Sealed> seal(Instant now);

    /**
     * Reads the whole chain as it stands at one moment.
     *
     * @param known seals that were noted down elsewhere, and that the chain must go through
     */
    ChainCheck.Result check(List<Seal> known);
}
