package io.citywatch.streaming.ride;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.ride.BatteryReads;
import io.citywatch.streaming.rules.ride.Episode;
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
import io.citywatch.streaming.rules.vehicle.Readers;
import io.citywatch.streaming.vehicle.BroadcastReaders;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by tag, with all readers broadcast to it: R9, R10 and R13, and what the rules about several vehicles need of
 * each: its trail (R5), its rides by the hour (R4), and where it rests once it is stolen (R14).
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class RideFunction extends KeyedBroadcastProcessFunction<String, RideNews, RegisteredDevice, KeyedBytes> {
    static final MapStateDescriptor<String, RegisteredDevice> READERS =
            new MapStateDescriptor<>("readers", Types.STRING, TypeInformation.of(RegisteredDevice.class));
    static final OutputTag<Trail> TRAILS = new OutputTag<>("trails") {};
    static final OutputTag<Ride> RIDES = new OutputTag<>("rides") {};
    static final OutputTag<Rest> RESTS = new OutputTag<>("rests") {};

    private static final Duration HABIT_KEPT = Duration.ofDays(70);

    private final ClockParameters clock;
    private final RideParameters numbers;
    private final IllegalParking illegalParking;
    private final LeavingCity leavingCity;
    private final Tamper tamper;
    private final TagBattery tagBattery;
    private final Habits habits;
    private final Resting resting;

    private transient ValueState<Stops> stops;
    private transient ValueState<HourHabit> habit;
    /** Lives as long as the registry's entry. */
    private transient ValueState<RegisteredVehicle> vehicle;
    /** Lives as long as the report. */
    private transient ValueState<WantedVehicle> wanted;

    private transient ValueState<Episode> parked;
    private transient ValueState<Episode> leaving;
    private transient ValueState<Episode> tampered;
    private transient ValueState<BatteryReads> battery;
    /** Of a stolen vehicle: the beginning of the last stop of which it is settled whether it rested there. */
    private transient ValueState<Long> rested;

    private transient ValueState<Long> armed;

    public RideFunction(RuleParameters rules) {
        clock = rules.clock();
        numbers = rules.ride();
        illegalParking = new IllegalParking(numbers);
        leavingCity = new LeavingCity(numbers);
        tamper = new Tamper(numbers);
        tagBattery = new TagBattery(numbers);
        habits = new Habits(numbers);
        resting = new Resting(numbers);
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Stops> lastStops = new ValueStateDescriptor<>("stops", Stops.class);
        lastStops.enableTimeToLive(
                StateTtlConfig.newBuilder(numbers.stopsKept()).build());
        stops = getRuntimeContext().getState(lastStops);
        ValueStateDescriptor<HourHabit> hours = new ValueStateDescriptor<>("r4", HourHabit.class);
        hours.enableTimeToLive(StateTtlConfig.newBuilder(HABIT_KEPT).build());
        habit = getRuntimeContext().getState(hours);
        vehicle = getRuntimeContext().getState(new ValueStateDescriptor<>("vehicle", RegisteredVehicle.class));
        wanted = getRuntimeContext().getState(new ValueStateDescriptor<>("wanted", WantedVehicle.class));
        parked = getRuntimeContext().getState(new ValueStateDescriptor<>("r9", Episode.class));
        leaving = getRuntimeContext().getState(new ValueStateDescriptor<>("r13", Episode.class));
        tampered = getRuntimeContext().getState(new ValueStateDescriptor<>("r10-tamper", Episode.class));
        battery = getRuntimeContext().getState(new ValueStateDescriptor<>("r10-battery", BatteryReads.class));
        rested = getRuntimeContext().getState(new ValueStateDescriptor<>("rested", Types.LONG));
        armed = getRuntimeContext().getState(new ValueStateDescriptor<>("armed", Types.LONG));
    }

    @Override
    public void processBroadcastElement(RegisteredDevice reader, Context context, Collector<KeyedBytes> out)
            throws Exception {
        if (reader.isWithdrawn()) {
            context.getBroadcastState(READERS).remove(reader.device());
            return;
        }
        context.getBroadcastState(READERS).put(reader.device(), reader);
    }

    @Override
    public void processElement(RideNews news, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        Readers readers = new BroadcastReaders(context.getBroadcastState(READERS), null);
        if (news.read() != null) {
            onRead(news.read(), readers, now, context, out);
        }
        if (news.vehicle() != null) {
            if (news.vehicle().plate() == null) {
                vehicle.clear();
            } else {
                vehicle.update(news.vehicle());
            }
        }
        if (news.wanted() != null) {
            if (news.wanted().plate() == null) {
                wanted.clear();
                rested.clear();
            } else {
                wanted.update(news.wanted());
            }
            wakeAtTheNextEnd(context.timerService());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        String tag = context.getCurrentKey();
        armed.clear();
        if (parked.value() != null) {
            Judgements.settle(parked, illegalParking.atEventTime(parked.value(), tag, timestamp, now), out);
        }
        if (leaving.value() != null) {
            Judgements.settle(leaving, leavingCity.atEventTime(leaving.value(), tag, timestamp, now), out);
        }
        if (tampered.value() != null) {
            Judgements.settle(tampered, tamper.atEventTime(tampered.value(), tag, timestamp, now), out);
        }
        if (battery.value() != null) {
            Judgements.settle(battery, tagBattery.atEventTime(battery.value(), tag, timestamp, now), out);
        }
        rest(timestamp, new BroadcastReaders(context.getBroadcastState(READERS), null), context);
        wakeAtTheNextEnd(context.timerService());
    }

    private void onRead(TagRead read, Readers readers, Instant now, ReadOnlyContext context, Collector<KeyedBytes> out)
            throws Exception {
        if (clock.isLate(read.measuredAt(), read.receivedAt())) {
            return; // stored, and judged by nothing here: what it says of then is no news now
        }
        long at = clock.at(read.measuredAt(), read.receivedAt());
        Stops before = stops.value();
        Stops.Taken taken = (before == null ? Stops.NONE : before).take(read.reader(), at, numbers);
        stops.update(taken.stops());
        @Nullable RegisteredVehicle known = vehicle.value();
        SeenTag seen = new SeenTag(
                read,
                known == null ? RegisteredVehicle.withdrawn(read.tag()) : known,
                wanted.value(),
                readers.find(read.reader()),
                taken,
                at);
        Judgements.settle(parked, illegalParking.onRead(parked.value(), seen, now), out);
        Episode left = leaving.value();
        Judgements.settle(leaving, leavingCity.onRead(left, seen, readers, now), out);
        Judgements.settle(tampered, tamper.onRead(tampered.value(), seen, now), out);
        Judgements.settle(battery, tagBattery.onRead(battery.value(), seen, now), out);
        for (Trail trail : Trail.of(seen, numbers)) {
            context.output(TRAILS, trail);
        }
        if (left == null && leaving.value() != null) {
            context.output(RIDES, Ride.serious(seen));
        }
        if (taken.isNew()) {
            Habits.Taken learnt = habits.take(habit.value(), seen);
            habit.update(learnt.habit());
            if (learnt.ride() != null) {
                context.output(RIDES, learnt.ride());
            }
        }
        if (seen.isStolen()) {
            rest(context.timerService().currentWatermark(), readers, context);
        }
        wakeAtTheNextEnd(context.timerService());
    }

    private void rest(long eventTime, Readers readers, ReadOnlyContext context) throws Exception {
        WantedVehicle hunt = wanted.value();
        Stops known = stops.value();
        if (hunt == null || known == null) {
            return;
        }
        if (isSettled(known)) {
            return;
        }
        Rest rest = resting.at(eventTime, hunt, known, readers);
        if (rest != null) {
            context.output(RESTS, rest);
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

    /** One timer wakes for whatever ends first. An end that moved on is seen when the timer of the old one fires. */
    private void wakeAtTheNextEnd(TimerService timers) throws Exception {
        Long set = armed.value();
        long next = Math.min(Math.min(endOf(parked), endOf(leaving)), endOf(tampered));
        BatteryReads low = battery.value();
        if (low != null) {
            next = Math.min(next, low.endsAt());
        }
        Stops known = stops.value();
        if (wanted.value() != null && known != null && !isSettled(known)) {
            next = Math.min(next, resting.dueAt(known));
        }
        if (set != null && set <= next && next != Long.MAX_VALUE) {
            return;
        }
        if (set != null) {
            timers.deleteEventTimeTimer(set);
            armed.clear();
        }
        if (next != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(next);
            armed.update(next);
        }
    }

    private static long endOf(ValueState<Episode> state) throws Exception {
        Episode open = state.value();
        return open == null ? Long.MAX_VALUE : open.clearsAt();
    }
}
