package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.rules.ride.BatteryReads;
import io.citywatch.streaming.rules.ride.Episode;
import io.citywatch.streaming.rules.ride.HourHabit;
import io.citywatch.streaming.rules.ride.Stops;
import io.citywatch.streaming.rules.ride.ZoneStays;
import io.citywatch.streaming.rules.vehicle.DoubtfulReads;
import io.citywatch.streaming.rules.vehicle.GuardMemory;
import io.citywatch.streaming.rules.vehicle.OpenClone;
import io.citywatch.streaming.rules.vehicle.OpenPursuit;
import io.citywatch.streaming.rules.vehicle.OpenWrongWay;
import io.citywatch.streaming.rules.vehicle.PassedReaders;
import io.citywatch.streaming.rules.vehicle.TagMemory;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one tag but what registries say of it. One card a tag and not a state for each rule: of
 * 210,000 tags each state has its own table, entries and keys, and to look into all of them for each read cost more than
 * what the rules do. Only {@link TagCards} touches it; its fields are open so that Flink can write them down.
 */
@SuppressWarnings("checkstyle:VisibilityModifier") // what Flink takes for a POJO
public final class TagCard {
    public @Nullable TagMemory reads;
    /** When they were written last, processing time; so the others that end in "At". */
    public long readsAt;

    public @Nullable DoubtfulReads doubtful;
    /** Event time of the timer that is set. */
    public @Nullable Long armed;

    public @Nullable OpenPursuit pursuit;
    public @Nullable GuardMemory guard;
    public @Nullable OpenClone clone;
    public @Nullable PassedReaders passed;
    public long passedAt;
    public @Nullable OpenWrongWay wrongWay;

    public @Nullable Stops stops;
    public long stopsAt;
    public @Nullable HourHabit habit;
    public @Nullable Episode parked;
    public @Nullable Episode leaving;
    public @Nullable ZoneStays inZones;
    public @Nullable Episode tampered;
    public @Nullable BatteryReads battery;
    /** Of a stolen vehicle: the beginning of the last stop of which it is settled whether it rested there. */
    public @Nullable Long rested;

    /** Another card with the same on it: a card is written on, but what stands there is never changed. */
    TagCard copy() {
        TagCard copy = new TagCard();
        copy.reads = reads;
        copy.readsAt = readsAt;
        copy.doubtful = doubtful;
        copy.armed = armed;
        copy.pursuit = pursuit;
        copy.guard = guard;
        copy.clone = clone;
        copy.passed = passed;
        copy.passedAt = passedAt;
        copy.wrongWay = wrongWay;
        copy.stops = stops;
        copy.stopsAt = stopsAt;
        copy.habit = habit;
        copy.parked = parked;
        copy.leaving = leaving;
        copy.inZones = inZones;
        copy.tampered = tampered;
        copy.battery = battery;
        copy.rested = rested;
        return copy;
    }

    boolean isEmpty() {
        return reads == null
                && doubtful == null
                && armed == null
                && pursuit == null
                && guard == null
                && clone == null
                && passed == null
                && wrongWay == null
                && stops == null
                && habit == null
                && parked == null
                && leaving == null
                && inZones == null
                && tampered == null
                && battery == null
                && rested == null;
    }
}
