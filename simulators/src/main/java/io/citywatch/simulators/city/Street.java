package io.citywatch.simulators.city;

import java.util.List;

/** A stretch of street, as the map draws it. */
public record Street(Name name, Kind kind, List<Point> line) {
    /** How a street is drawn and built. */
    public enum Kind {
        MAIN,
        SIDE,
        BRIDGE,
        TUNNEL
    }

    public Street {
        line = List.copyOf(line);
    }
}
