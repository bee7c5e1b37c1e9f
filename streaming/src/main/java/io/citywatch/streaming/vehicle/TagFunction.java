package io.citywatch.streaming.vehicle;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.roads.RoadGraph;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.vehicle.ClonedTag;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.GuardMemory;
import io.citywatch.streaming.rules.vehicle.GuardedMove;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import io.citywatch.streaming.rules.vehicle.OpenClone;
import io.citywatch.streaming.rules.vehicle.OpenPursuit;
import io.citywatch.streaming.rules.vehicle.OpenWrongWay;
import io.citywatch.streaming.rules.vehicle.Passage;
import io.citywatch.streaming.rules.vehicle.PassedReaders;
import io.citywatch.streaming.rules.vehicle.Pursuit;
import io.citywatch.streaming.rules.vehicle.ReaderNetwork;
import io.citywatch.streaming.rules.vehicle.Readers;
import io.citywatch.streaming.rules.vehicle.Ride;
import io.citywatch.streaming.rules.vehicle.RoadPrior;
import io.citywatch.streaming.rules.vehicle.TagMemory;
import io.citywatch.streaming.rules.vehicle.VehicleParameters;
import io.citywatch.streaming.rules.vehicle.WrongWay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by tag, with all readers broadcast to it: R1, R2, R6 and R7. The last reads of a tag are kept a day, so that a
 * theft that is reported after a read is judged too. What is said of pursuits goes over the step that knows where rides
 * go on to, which also hears of every ride.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class TagFunction extends KeyedBroadcastProcessFunction<String, TagNews, RegisteredDevice, KeyedBytes> {
    static final MapStateDescriptor<String, RegisteredDevice> READERS =
            new MapStateDescriptor<>("readers", Types.STRING, TypeInformation.of(RegisteredDevice.class));
    static final OutputTag<ReaderNews> RIDES = new OutputTag<>("rides", TypeInformation.of(ReaderNews.class));

    private final ClockParameters clock;
    private final VehicleParameters parameters;
    private final Pursuit pursuit;
    private final GuardedMove guardedMove;
    private final ClonedTag clonedTag;
    private final WrongWay wrongWay;
    private final @Nullable RoadGraph roads;

    private transient ValueState<TagMemory> memory;
    /** Lives as long as the registry's entry. */
    private transient ValueState<RegisteredVehicle> vehicle;
    /** Lives as long as the report. */
    private transient ValueState<WantedVehicle> wanted;

    private transient ValueState<OpenPursuit> pursued;
    private transient ValueState<GuardMemory> guarded;
    private transient ValueState<OpenClone> cloned;
    private transient ValueState<PassedReaders> passed;
    private transient ValueState<OpenWrongWay> against;
    private transient ValueState<Long> armed;
    /** The readers on the streets; made of the broadcast ones, which a restart brings back. */
    private transient @Nullable ReaderNetwork network;

    /** @param roads null if the city's streets are not known */
    public TagFunction(RuleParameters rules, @Nullable RoadGraph roads) {
        this.roads = roads;
        clock = rules.clock();
        parameters = rules.vehicle();
        pursuit = new Pursuit(parameters);
        guardedMove = new GuardedMove(parameters);
        clonedTag = new ClonedTag(parameters);
        wrongWay = new WrongWay(parameters);
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
        ValueStateDescriptor<PassedReaders> riding = new ValueStateDescriptor<>("passed", PassedReaders.class);
        riding.enableTimeToLive(
                StateTtlConfig.newBuilder(parameters.ridePause()).build());
        passed = getRuntimeContext().getState(riding);
        against = getRuntimeContext().getState(new ValueStateDescriptor<>("r7", OpenWrongWay.class));
        armed = getRuntimeContext().getState(new ValueStateDescriptor<>("armed", Types.LONG));
    }

    @Override
    public void processBroadcastElement(RegisteredDevice reader, Context context, Collector<KeyedBytes> out)
            throws Exception {
        ReaderNetwork streets = network;
        if (reader.isWithdrawn()) {
            context.getBroadcastState(READERS).remove(reader.device());
            if (streets != null) {
                streets.remove(reader.device());
            }
            return;
        }
        context.getBroadcastState(READERS).put(reader.device(), reader);
        if (streets != null) {
            streets.put(reader);
        }
    }

    @Override
    public void processElement(TagNews news, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        ReadOnlyBroadcastState<String, RegisteredDevice> registered = context.getBroadcastState(READERS);
        Readers readers = new BroadcastReaders(registered, streets(registered));
        if (news.read() != null) {
            onRead(news.read(), readers, now, context, out);
        }
        if (news.vehicle() != null) {
            onVehicle(news.vehicle(), now, context.timerService(), out);
        }
        if (news.wanted() != null) {
            onReport(news.wanted(), readers, now, context);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Instant now = Instant.ofEpochMilli(context.currentProcessingTime());
        armed.clear();
        OpenPursuit hunted = pursued.value();
        if (hunted != null) {
            Judged<OpenPursuit> judged = pursuit.atEventTime(hunted, timestamp, now);
            follow(judged, memory.value(), null, context);
        }
        OpenWrongWay wrong = against.value();
        if (wrong != null) {
            Judgements.settle(against, wrongWay.atEventTime(wrong, context.getCurrentKey(), timestamp, now), out);
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

    private void onRead(TagRead read, Readers readers, Instant now, ReadOnlyContext context, Collector<KeyedBytes> out)
            throws Exception {
        WantedVehicle hunt = wanted.value();
        int most = hunt == null ? parameters.readsRemembered() : parameters.trackPoints();
        TagMemory.Remembered remembered = TagMemory.remember(memory.value(), read, most, clock, parameters);
        memory.update(remembered.memory());
        judgeWay(read, remembered.passage(), readers, now, context.timerService(), out);
        if (!remembered.isNews() || clock.isLate(read.measuredAt(), read.receivedAt())) {
            return; // kept for the track of a later read
        }
        Passage passage = remembered.passage();
        MessageStamp stamp = MessageStamp.of(read);
        List<Passage> passages = remembered.memory().passages();
        RegisteredVehicle known = vehicleOf(read.tag());
        if (hunt != null) {
            follow(
                    pursuit.onRead(pursued.value(), hunt, remembered.memory(), passage, stamp, readers, now),
                    remembered.memory(),
                    readers.roads(),
                    context);
        }
        teach(passages, passage, readers.roads(), context);
        if (known.guarded()) {
            Judgements.settle(
                    guarded, guardedMove.onRead(guarded.value(), known, passages, passage, stamp, readers, now), out);
        }
        Judgements.settle(
                cloned,
                clonedTag.onRead(cloned.value(), read.tag(), known.plate(), passages, passage, stamp, readers, now),
                out);
        wakeAtTheNextEnd(context.timerService());
    }

    /** Each read counts here, those too that are no news to others. */
    private void judgeWay(
            TagRead read, Passage passage, Readers readers, Instant now, TimerService timers, Collector<KeyedBytes> out)
            throws Exception {
        ReaderNetwork streets = readers.roads();
        if (streets == null || !passage.believed() || passage.own() != null) {
            return;
        }
        WrongWay.Taken taken = wrongWay.onRead(
                against.value(),
                passed.value(),
                read.tag(),
                vehicleOf(read.tag()).plate(),
                passage,
                MessageStamp.of(read),
                readers,
                streets,
                now);
        Judgements.remember(passed, taken.passed());
        Judgements.settle(against, taken.judged(), out);
        if (taken.judged().state() != null) {
            wakeAtTheNextEnd(timers);
        }
    }

    /** Says what is new of a pursuit, by way of the reader that saw it last. */
    private void follow(
            Judged<OpenPursuit> judged,
            @Nullable TagMemory reads,
            @Nullable ReaderNetwork streets,
            ReadOnlyContext context)
            throws Exception {
        for (Detection said : judged.detections()) {
            String reader = said.device().value();
            LastReaders trail = null;
            List<Expected> expected = List.of();
            double pace = 1;
            if (reads != null && said.phase() != Phase.CLEARED) {
                List<Passage> passages = reads.passages();
                Ride ride = Ride.of(passages, parameters, streets);
                if (!ride.readers().isEmpty()) {
                    trail = ride.trail();
                    reader = trail.reader();
                    expected = streets == null ? List.of() : RoadPrior.next(streets, reader, trail.before());
                    pace = streets == null ? 1 : ride.pace(streets);
                }
            }
            context.output(RIDES, ReaderNews.asked(reader, trail, KeyedBytes.detection(said), expected, pace));
        }
        Judgements.remember(pursued, judged.state());
    }

    /** What a ride did next is learnt, unless the read came out of order. */
    private void teach(
            List<Passage> passages, Passage newest, @Nullable ReaderNetwork streets, ReadOnlyContext context) {
        if (!passages.get(passages.size() - 1).isSame(newest) || newest.own() != null) {
            return;
        }
        Ride ride = Ride.of(passages, parameters, streets);
        for (Ride.Step step : ride.newest(passages)) {
            context.output(RIDES, ReaderNews.wentOn(step.from(), step.next(), step.seconds()));
        }
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

    private void onReport(WantedVehicle entry, Readers readers, Instant now, ReadOnlyContext context) throws Exception {
        TimerService timers = context.timerService();
        OpenPursuit open = pursued.value();
        if (entry.plate() == null) {
            wanted.clear();
            if (open != null) {
                follow(pursuit.onWithdrawal(open, entry.loggedAt(), now), null, null, context);
                // What was read until now is settled: another report is about what comes.
                memory.clear();
                wakeAtTheNextEnd(timers);
            }
            return;
        }
        wanted.update(entry);
        TagMemory reads = memory.value();
        follow(
                pursuit.onReport(open, entry, reads, timers.currentWatermark(), readers, now),
                reads,
                readers.roads(),
                context);
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
        OpenWrongWay wrong = against.value();
        if (wrong != null) {
            next = Math.min(next, wrong.clearsAt());
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

    private @Nullable ReaderNetwork streets(ReadOnlyBroadcastState<String, RegisteredDevice> registered)
            throws Exception {
        if (roads == null || network != null) {
            return network;
        }
        ReaderNetwork made = new ReaderNetwork(roads);
        for (Map.Entry<String, RegisteredDevice> reader : registered.immutableEntries()) {
            made.put(reader.getValue());
        }
        network = made;
        return made;
    }
}
