package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to look for.
 *
 * @param role asked for
 * @param skill asked for, if any
 * @param standIns whose role will do for want of somebody of the role asked for
 * @param unit the smallest emergency unit of the place; its own members count as nearer
 * @param incident nobody who holds or refused an offer of it is found
 * @param epoch of the incident: what was offered in an older one does not count
 * @param askedBefore who let an offer of this epoch pass before this time may be asked again; from whom one was
 *     withdrawn, at once
 */
public record Search(
        Position place,
        Responder.Role role,
        @Nullable String skill,
        Set<Responder.Role> standIns,
        @Nullable String unit,
        String incident,
        int epoch,
        Instant askedBefore,
        Instant now,
        int most) {}
