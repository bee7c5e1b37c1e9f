package io.citywatch.streaming.rules.zone;

import io.citywatch.model.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All zones that rules judge. Where a reader stands is looked up once, until it is moved or a zone changes. */
public final class Zones {
    private final Map<String, RegisteredZone> zones = new HashMap<>();
    private final Map<String, Found> found = new HashMap<>();

    private record Found(Position place, List<RegisteredZone> zones) {}

    /** A zone that is new, has changed, or is judged no more. */
    public void put(RegisteredZone zone) {
        found.clear();
        if (zone.isWithdrawn()) {
            zones.remove(zone.id());
        } else {
            zones.put(zone.id(), zone);
        }
    }

    public boolean isEmpty() {
        return zones.isEmpty();
    }

    /** Those that a reader stands in. */
    public List<RegisteredZone> at(String reader, Position place) {
        Found known = found.get(reader);
        if (known != null && known.place().equals(place)) {
            return known.zones();
        }
        List<RegisteredZone> now = at(place);
        found.put(reader, new Found(place, now));
        return now;
    }

    /** Those that a place lies in. */
    public List<RegisteredZone> at(Position place) {
        return zones.values().stream().filter(zone -> zone.contains(place)).toList();
    }
}
