package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.WantedVehicle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle of known habits is on the road, or is in a convoy; once an hour, and of an odd ride at each stop.
 *
 * @param vehicle the plate, else the tag
 * @param odd whether it never rides at this hour
 * @param serious whether it is in a convoy or leaves the city; then the rest tells nothing of the hour
 * @param lat where; null if nobody knows. So {@code lon}
 * @param at epoch milliseconds
 * @param dayOfWeek 1 for Monday, by the city's clock
 */
public record Ride(
        String tag,
        String vehicle,
        boolean odd,
        boolean serious,
        String reader,
        @Nullable Double lat,
        @Nullable Double lon,
        long at,
        MessageStamp stamp,
        double probability,
        int dayOfWeek,
        int hour,
        int rides,
        int daysKnown,
        List<Integer> usualHours) {
    /** It leaves the city. */
    public static Ride serious(SeenTag seen) {
        return serious(seen.read().tag(), seen.name(), seen.read().reader(), seen.at(), seen.stamp());
    }

    /** It has left the city, as the report of its theft shows. */
    public static Ride serious(WantedVehicle wanted, Episode left) {
        MessageStamp stamp = left.newest();
        return serious(wanted.tag(), left.vehicle(), left.reader(), stamp.receivedAt(), stamp);
    }

    /** They are in a convoy. */
    public static List<Ride> serious(OpenConvoy convoy) {
        MessageStamp stamp = convoy.newest();
        return convoy.members().stream()
                .map(member -> serious(member.tag(), member.vehicle(), stamp.device(), stamp.receivedAt(), stamp))
                .toList();
    }

    private static Ride serious(String tag, String vehicle, String reader, long at, MessageStamp stamp) {
        return new Ride(tag, vehicle, false, true, reader, null, null, at, stamp, 1, 0, 0, 0, 0, List.of());
    }
}
