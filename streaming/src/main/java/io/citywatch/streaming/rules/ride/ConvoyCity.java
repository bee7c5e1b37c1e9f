package io.citywatch.streaming.rules.ride;

import java.util.List;
import java.util.Optional;

/**
 * What R5 knows of the whole city.
 *
 * @param pairs in step within the last ten minutes
 * @param open convoys, the one that was seen last at the end
 */
public record ConvoyCity(List<Pair> pairs, List<OpenConvoy> open) {
    static final ConvoyCity NONE = new ConvoyCity(List.of(), List.of());

    /** The convoy that was seen last. */
    public Optional<OpenConvoy> newest() {
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
    }

    /** When event time must wake the rule; {@link Long#MAX_VALUE} for never. */
    public long wakesAt() {
        return open.stream().mapToLong(OpenConvoy::clearsAt).min().orElse(Long.MAX_VALUE);
    }
}
