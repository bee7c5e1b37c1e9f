package io.citywatch.streaming.rules.ride;

import java.util.List;

/**
 * What R14 knows of the whole city.
 *
 * @param rests of the last seven days, in the order in which they were told
 * @param open dens
 */
public record DenCity(List<Rest> rests, List<OpenDen> open) {
    static final DenCity NONE = new DenCity(List.of(), List.of());

    /** When event time must wake the rule; {@link Long#MAX_VALUE} for never. */
    public long wakesAt() {
        return open.stream().mapToLong(OpenDen::clearsAt).min().orElse(Long.MAX_VALUE);
    }
}
