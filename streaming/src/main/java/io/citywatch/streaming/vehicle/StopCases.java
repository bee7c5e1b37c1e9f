package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.ride.BatteryReads;
import io.citywatch.streaming.rules.ride.Episode;
import io.citywatch.streaming.rules.ride.ForbiddenZone;
import io.citywatch.streaming.rules.ride.Habits;
import io.citywatch.streaming.rules.ride.HourHabit;
import io.citywatch.streaming.rules.ride.IllegalParking;
import io.citywatch.streaming.rules.ride.LeavingCity;
import io.citywatch.streaming.rules.ride.Rest;
import io.citywatch.streaming.rules.ride.Resting;
import io.citywatch.streaming.rules.ride.Ride;
import io.citywatch.streaming.rules.ride.RideParameters;
import io.citywatch.streaming.rules.ride.SeenTag;
import io.citywatch.streaming.rules.ride.Stops;
import io.citywatch.streaming.rules.ride.TagBattery;
import io.citywatch.streaming.rules.ride.Tamper;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.rules.ride.ZoneStays;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The cases of one tag that follow from where it stops and passes for certain: R9, R12 and R13; what the rules about several
 * vehicles need of each, its trail (R5), its rides by the hour (R4), and where it rests once it is stolen (R14); and R10,
 * of which it does not matter where the tag was read.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class StopCases implements Serializable {
    private final ClockParameters clock;
    private final RideParameters numbers;
    private final IllegalParking illegalParking;
    private final LeavingCity leavingCity;
    private final ForbiddenZone forbiddenZone;
    private final Tamper tamper;
    private final TagBattery tagBattery;
    private final Habits habits;
    private final Resting resting;

    private transient ValueState<Stops> stops;
    private transient ValueState<HourHabit> habit;
    private transient ValueState<Episode> parked;
    private transient ValueState<Episode> leaving;
    private transient ValueState<ZoneStays> inZones;
    private transient ValueState<Episode> tampered;
    private transient ValueState<BatteryReads> battery;
    /** Of a stolen vehicle: the beginning of the last stop of which it is settled whether it rested there. */
    private transient ValueState<Long> rested;

    StopCases(RuleParameters rules) {
        clock = rules.clock();
        numbers = rules.ride();
        illegalParking = new IllegalParking(numbers);
        leavingCity = new LeavingCity(numbers);
        forbiddenZone = new ForbiddenZone(numbers);
        tamper = new Tamper(numbers);
        tagBattery = new TagBattery(numbers);
        habits = new Habits(numbers);
        resting = new Resting(numbers);
    }

    void open(TagCards cards) {
        stops = cards.part(
                card -> card.stops,
                (card, last) -> card.stops = last,
                card -> card.stopsAt,
                (card, at) -> card.stopsAt = at,
                numbers.stopsKept());
        habit = cards.part(card -> card.habit, (card, hours) -> card.habit = hours);
        parked = cards.part(card -> card.parked, (card, open) -> card.parked = open);
        leaving = cards.part(card -> card.leaving, (card, open) -> card.leaving = open);
        inZones = cards.part(card -> card.inZones, (card, stays) -> card.inZones = stays);
        tampered = cards.part(card -> card.tampered, (card, open) -> card.tampered = open);
        battery = cards.part(card -> card.battery, (card, reads) -> card.battery = reads);
        rested = cards.part(card -> card.rested, (card, stop) -> card.rested = stop);
    }

    /** Any read in time: what the tag says of itself is true wherever it was heard. */
    void onRead(TagRead read, RegisteredVehicle vehicle, @Nullable WantedVehicle hunt, Occasion occasion)
            throws Exception {
        if (!read.tamper() && !read.batteryLow()) {
            return;
        }
        SeenTag seen = seen(read, false, vehicle, hunt, occasion);
        Judgements.settle(tampered, tamper.onRead(tampered.value(), seen, occasion.now()), occasion.out());
        Judgements.settle(battery, tagBattery.onRead(battery.value(), seen, occasion.now()), occasion.out());
    }

    /**
     * A read in time of a vehicle that was there.
     *
     * @param faint whether nothing proves it but that nobody heard it better
     */
    void onPassage(
            TagRead read, boolean faint, RegisteredVehicle vehicle, @Nullable WantedVehicle hunt, Occasion occasion)
            throws Exception {
        SeenTag seen = seen(read, faint, vehicle, hunt, occasion);
        Stops.Taken taken = seen.taken();
        stops.update(taken.stops());
        Judgements.settle(parked, illegalParking.onRead(parked.value(), seen, occasion.now()), occasion.out());
        if (!seen.zones().isEmpty() || inZones.value() != null) {
            Judgements.settle(inZones, forbiddenZone.onRead(inZones.value(), seen, occasion.now()), occasion.out());
        }
        Episode left = leaving.value();
        Judgements.settle(leaving, leavingCity.onRead(left, seen, occasion.readers(), occasion.now()), occasion.out());
        for (Trail trail : Trail.of(seen, numbers)) {
            occasion.output(TagFunction.TRAILS, trail);
        }
        if (left == null && leaving.value() != null) {
            occasion.output(TagFunction.RIDES, Ride.serious(seen));
        }
        if (taken.isNew()) {
            Habits.Taken learnt = habits.take(habit.value(), seen);
            habit.update(learnt.habit());
            if (learnt.ride() != null) {
                occasion.output(TagFunction.RIDES, learnt.ride());
            }
        }
        if (hunt != null && seen.isStolen()) {
            rest(occasion.eventTime(), hunt, occasion);
        }
    }

    private SeenTag seen(
            TagRead read, boolean faint, RegisteredVehicle vehicle, @Nullable WantedVehicle hunt, Occasion occasion)
            throws Exception {
        long at = clock.at(read.measuredAt(), read.receivedAt());
        Stops before = stops.value();
        return new SeenTag(
                read,
                vehicle,
                hunt,
                occasion.readers().find(read.reader()),
                (before == null ? Stops.NONE : before).take(read.reader(), at, numbers),
                at,
                occasion.eventTime(),
                occasion.zonesOf(read),
                faint);
    }

    /** A vehicle that nobody looked for until now. */
    void onReport(WantedVehicle hunt, Occasion occasion) throws Exception {
        Stops known = stops.value();
        if (known == null || leaving.value() != null) {
            return;
        }
        Judged<Episode> judged =
                leavingCity.onReport(hunt, known, occasion.eventTime(), occasion.readers(), occasion.now());
        Judgements.settle(leaving, judged, occasion.out());
        Episode left = judged.state();
        if (left != null) {
            occasion.output(TagFunction.RIDES, Ride.serious(hunt, left));
        }
    }

    void onWithdrawal() {
        rested.clear();
    }

    void atEventTime(long eventTime, @Nullable WantedVehicle hunt, Occasion occasion) throws Exception {
        String tag = occasion.tag();
        Instant now = occasion.now();
        Collector<KeyedBytes> out = occasion.out();
        if (parked.value() != null) {
            Judgements.settle(parked, illegalParking.atEventTime(parked.value(), tag, eventTime, now), out);
        }
        if (leaving.value() != null) {
            Judgements.settle(leaving, leavingCity.atEventTime(leaving.value(), tag, eventTime, now), out);
        }
        if (inZones.value() != null) {
            Judgements.settle(inZones, forbiddenZone.atEventTime(inZones.value(), tag, eventTime, now), out);
        }
        if (tampered.value() != null) {
            Judgements.settle(tampered, tamper.atEventTime(tampered.value(), tag, eventTime, now), out);
        }
        if (battery.value() != null) {
            Judgements.settle(battery, tagBattery.atEventTime(battery.value(), tag, eventTime, now), out);
        }
        if (hunt != null) {
            rest(eventTime, hunt, occasion);
        }
    }

    private void rest(long eventTime, WantedVehicle hunt, Occasion occasion) throws Exception {
        Stops known = stops.value();
        if (known == null || isSettled(known)) {
            return;
        }
        Rest rest = resting.at(eventTime, hunt, known, occasion.readers());
        if (rest != null) {
            occasion.output(TagFunction.RESTS, rest);
        }
        if (rest != null || eventTime >= resting.dueAt(known)) {
            rested.update(known.latest());
        }
    }

    /** Whether it is known already if it rested at its last stop. */
    private boolean isSettled(Stops known) throws Exception {
        Long settled = rested.value();
        return settled != null && settled == known.latest();
    }

    /** Event time at which the first of them ends. */
    long endsAt(@Nullable WantedVehicle hunt) throws Exception {
        long next = Math.min(Math.min(endOf(parked), endOf(leaving)), endOf(tampered));
        ZoneStays stays = inZones.value();
        if (stays != null) {
            next = Math.min(next, stays.endsAt());
        }
        BatteryReads low = battery.value();
        if (low != null) {
            next = Math.min(next, low.endsAt());
        }
        Stops known = hunt == null ? null : stops.value();
        if (known != null && !isSettled(known)) {
            next = Math.min(next, resting.dueAt(known));
        }
        return next;
    }

    private static long endOf(ValueState<Episode> state) throws Exception {
        Episode open = state.value();
        return open == null ? Long.MAX_VALUE : open.clearsAt();
    }
}
