package io.citywatch.streaming.rules.ride;

import java.util.List;

/** The zones that one tag is in; there may be several, one over the other. */
public record ZoneStays(List<ZoneStay> stays) {
    static final ZoneStays NONE = new ZoneStays(List.of());

    public long endsAt() {
        return stays.stream().mapToLong(ZoneStay::endsAt).min().orElse(Long.MAX_VALUE);
    }
}
