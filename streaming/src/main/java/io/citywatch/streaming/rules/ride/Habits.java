package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Position;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Learns when a vehicle rides, and says of each hour that it rides in whether that is odd. Parked it learns nothing. */
public final class Habits implements Serializable {
    private static final int DAY = 24;

    private final RideParameters numbers;

    public Habits(RideParameters parameters) {
        numbers = parameters;
    }

    /**
     * What a read came to.
     *
     * @param ride null if the hour is not to be judged
     */
    public record Taken(HourHabit habit, @Nullable Ride ride) {}

    /** The beginning of a stop: it came from somewhere. */
    public Taken take(@Nullable HourHabit before, SeenTag seen) {
        CityHour hour = CityHour.of(seen.at(), numbers.utcOffset());
        HourHabit habit = before == null ? HourHabit.begin(hour) : before;
        boolean isNewHour = !habit.isKnown(hour);
        int daysKnown = Math.floorDiv(hour.hours(), DAY) - Math.floorDiv(habit.since(), DAY);
        HourHabit after = isNewHour ? habit.with(hour) : habit;
        if (daysKnown < numbers.oddLearning().toDays()) {
            return new Taken(after, null);
        }
        Odds odds = Odds.of(after, hour, numbers.oddPrior());
        boolean isOdd = odds.rides() >= numbers.oddRides() && odds.probability() < numbers.oddProbability();
        return new Taken(after, isOdd || isNewHour ? ride(seen, hour, odds, isOdd, daysKnown) : null);
    }

    private static Ride ride(SeenTag seen, CityHour hour, Odds odds, boolean isOdd, int daysKnown) {
        Position place = seen.place();
        return new Ride(
                seen.read().tag(),
                seen.name(),
                isOdd,
                false,
                seen.read().reader(),
                place == null ? null : place.lat(),
                place == null ? null : place.lon(),
                seen.at(),
                seen.stamp(),
                odds.probability(),
                hour.dayOfWeek(),
                hour.hourOfDay(),
                odds.rides(),
                daysKnown,
                odds.usualHours());
    }
}
