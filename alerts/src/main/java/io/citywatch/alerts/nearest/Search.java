package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whom to look for.
 *
 * @param role asked for
 * @param skill asked for, if any
 * @param anyVolunteer whether any volunteer will do for want of somebody of the role
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
        boolean anyVolunteer,
        @Nullable String unit,
        String incident,
        int epoch,
        Instant askedBefore,
        Instant now,
        int most) {}
