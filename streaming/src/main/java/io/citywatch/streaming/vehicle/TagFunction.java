package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.vehicle.ClonedTag;
import io.citywatch.streaming.rules.vehicle.GuardMemory;
import io.citywatch.streaming.rules.vehicle.GuardedMove;
import io.citywatch.streaming.rules.vehicle.OpenClone;
import io.citywatch.streaming.rules.vehicle.OpenPursuit;
import io.citywatch.streaming.rules.vehicle.Passage;
import io.citywatch.streaming.rules.vehicle.Pursuit;
import io.citywatch.streaming.rules.vehicle.Readers;
import io.citywatch.streaming.rules.vehicle.TagMemory;
import io.citywatch.streaming.rules.vehicle.VehicleParameters;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by tag, with all readers broadcast to it: R1, R2 and R6. The last reads of a tag are kept a day, so that a theft
 * that is reported after a read is judged too.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class TagFunction extends KeyedBroadcastProcessFunction<String, TagNews, RegisteredDevice, KeyedBytes> {
    static final MapStateDescriptor<String, RegisteredDevice> READERS =
            new MapStateDescriptor<>("readers", Types.STRING, TypeInformation.of(RegisteredDevice.class));

    private final ClockParameters clock;
    private final VehicleParameters parameters;
    private final Pursuit pursuit;
    private final GuardedMove guardedMove;
    private final ClonedTag clonedTag;

    private transient ValueState<TagMemory> memory;
    /** Lives as long as the registry's entry. */
    private transient ValueState<RegisteredVehicle> vehicle;
    /** Lives as long as the report. */
    private transient ValueState<WantedVehicle> wanted;

    private transient ValueState<OpenPursuit> pursued;
    private transient ValueState<GuardMemory> guarded;
    private transient ValueState<OpenClone> cloned;
    private transient ValueState<Long> armed;

    public TagFunction(RuleParameters rules) {
        clock = rules.clock();
        parameters = rules.vehicle();
        pursuit = new Pursuit(parameters);
        guardedMove = new GuardedMove(parameters);
        clonedTag = new ClonedTag(parameters);
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<TagMemory> reads = new ValueStateDescriptor<>("reads", TagMemory.class);
        reads.enableTimeToLive(StateTtlConfig.newBuilder(parameters.readsKept()).build());
        memory = getRuntimeContext().getState(reads);
        vehicle = getRuntimeContext().getState(new ValueStateDescriptor<>("vehicle", RegisteredVehicle.class));
        wanted = getRuntimeContext().getState(new ValueStateDescriptor<>("wanted", WantedVehicle.class));
        pursued = getRuntimeContext().getState(new ValueStateDescriptor<>("r1", OpenPursuit.class));
        guarded = getRuntimeContext().getState(new ValueStateDescriptor<>("r2", GuardMemory.class));
        cloned = getRuntimeContext().getState(new ValueStateDescriptor<>("r6", OpenClone.class));
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
    public void processElement(TagNews news, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        Readers readers = readers(context.getBroadcastState(READERS));
        if (news.read() != null) {
            onRead(news.read(), readers, now, context.timerService(), out);
        }
        if (news.vehicle() != null) {
            onVehicle(news.vehicle(), now, context.timerService(), out);
        }
        if (news.wanted() != null) {
            onReport(news.wanted(), readers, now, context.timerService(), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        armed.clear();
        OpenPursuit hunted = pursued.value();
        if (hunted != null) {
            Judgements.settle(pursued, pursuit.atEventTime(hunted, timestamp, now), out);
        }
        OpenClone clone = cloned.value();
        if (clone != null) {
            Judgements.settle(cloned, clonedTag.atEventTime(clone, context.getCurrentKey(), timestamp, now), out);
        }
        GuardMemory guard = guarded.value();
        if (guard != null) {
            Judgements.settle(
                    guarded, guardedMove.atEventTime(guard, vehicleOf(context.getCurrentKey()), timestamp, now), out);
        }
        wakeAtTheNextEnd(context.timerService());
    }

    private void onRead(TagRead read, Readers readers, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        WantedVehicle hunt = wanted.value();
        int most = hunt == null ? parameters.readsRemembered() : parameters.trackPoints();
        TagMemory.Remembered remembered = TagMemory.remember(memory.value(), read, most, clock, parameters);
        memory.update(remembered.memory());
        if (!remembered.isNews() || clock.isLate(read.measuredAt(), read.receivedAt())) {
            return; // kept for the track of a later read
        }
        Passage passage = remembered.passage();
        MessageStamp stamp = MessageStamp.of(read);
        List<Passage> passages = remembered.memory().passages();
        RegisteredVehicle known = vehicleOf(read.tag());
        if (hunt != null) {
            Judgements.settle(
                    pursued,
                    pursuit.onRead(pursued.value(), hunt, remembered.memory(), passage, stamp, readers, now),
                    out);
        }
        if (known.guarded()) {
            Judgements.settle(
                    guarded, guardedMove.onRead(guarded.value(), known, passages, passage, stamp, readers, now), out);
        }
        Judgements.settle(
                cloned,
                clonedTag.onRead(cloned.value(), read.tag(), known.plate(), passages, passage, stamp, readers, now),
                out);
        wakeAtTheNextEnd(timers);
    }

    private void onVehicle(RegisteredVehicle entry, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        GuardMemory guard = guarded.value();
        if (guard != null && !entry.guarded()) {
            long at = Math.max(timers.currentWatermark(), guard.revision());
            Judgements.settle(guarded, guardedMove.onGuardOff(guard, vehicleOf(entry.tag()), at, now), out);
            wakeAtTheNextEnd(timers);
        }
        if (entry.plate() == null) {
            vehicle.clear();
            return;
        }
        vehicle.update(entry);
    }

    private void onReport(
            WantedVehicle entry, Readers readers, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        OpenPursuit open = pursued.value();
        if (entry.plate() == null) {
            wanted.clear();
            if (open != null) {
                Judgements.settle(pursued, pursuit.onWithdrawal(open, entry.loggedAt(), now), out);
                // What was read until now is settled: another report is about what comes.
                memory.clear();
                wakeAtTheNextEnd(timers);
            }
            return;
        }
        wanted.update(entry);
        Judgements.settle(
                pursued, pursuit.onReport(open, entry, memory.value(), timers.currentWatermark(), readers, now), out);
        wakeAtTheNextEnd(timers);
    }

    /** One timer wakes for whatever ends first. An end that moved on is seen when the timer of the old one fires. */
    private void wakeAtTheNextEnd(TimerService timers) throws Exception {
        Long set = armed.value();
        long next = Long.MAX_VALUE;
        OpenPursuit hunted = pursued.value();
        if (hunted != null) {
            next = hunted.clearsAt();
        }
        OpenClone clone = cloned.value();
        if (clone != null) {
            next = Math.min(next, clone.clearsAt());
        }
        GuardMemory guard = guarded.value();
        if (guard != null && guard.id() != null) {
            next = Math.min(next, guard.clearsAt());
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

    private RegisteredVehicle vehicleOf(String tag) throws Exception {
        @Nullable RegisteredVehicle known = vehicle.value();
        return known == null ? RegisteredVehicle.withdrawn(tag) : known;
    }

    /** The readers are few, but each passage of a track asks for one. */
    private static Readers readers(ReadOnlyBroadcastState<String, RegisteredDevice> registered) {
        return reader -> {
            try {
                return registered.get(reader);
            } catch (Exception e) {
                throw new IllegalStateException("readers: " + reader + " cannot be looked up", e);
            }
        };
    }
}
