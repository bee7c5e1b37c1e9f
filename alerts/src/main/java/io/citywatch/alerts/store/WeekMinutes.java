package io.citywatch.alerts.store;

import io.citywatch.model.registry.Responder;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shifts as minutes of the week, counted from Monday 00:00, so that one comparison in a statement tells who serves now.
 * Says the same as {@link Responder#servesAt}.
 */
final class WeekMinutes {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    private WeekMinutes() {}

    static int at(LocalDateTime local) {
        return (local.getDayOfWeek().getValue() - 1) * DAY + minuteOf(local.toLocalTime());
    }

    /** The ranges as PostgreSQL writes them; null of somebody who always serves. */
    static @Nullable String of(Responder responder) {
        List<Responder.Shift> shifts = responder.shifts();
        if (shifts == null || shifts.isEmpty()) {
            return null;
        }
        List<String> ranges = new ArrayList<>();
        for (Responder.Shift shift : shifts) {
            int from = minuteOf(LocalTime.parse(shift.from()));
            int to = minuteOf(LocalTime.parse(shift.to()));
            for (int day : shift.days()) {
                int begin = (day - 1) * DAY + from;
                // One that does not end after it begins ends on the day after.
                int end = (day - 1) * DAY + (to > from ? to : to + DAY);
                ranges.add(range(begin, Math.min(end, WEEK)));
                if (end > WEEK) {
                    ranges.add(range(0, end - WEEK));
                }
            }
        }
        return "{" + String.join(",", ranges) + "}";
    }

    private static String range(int begin, int end) {
        return "[" + begin + "," + end + ")";
    }

    private static int minuteOf(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }
}
