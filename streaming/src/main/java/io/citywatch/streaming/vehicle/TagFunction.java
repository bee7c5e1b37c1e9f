package io.citywatch.streaming.vehicle;

import io.citywatch.roads.RoadGraph;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.ride.Rest;
import io.citywatch.streaming.rules.ride.Ride;
import io.citywatch.streaming.rules.ride.Trail;
import io.citywatch.streaming.rules.vehicle.DoubtfulReads;
import io.citywatch.streaming.rules.vehicle.Proof;
import io.citywatch.streaming.rules.vehicle.ReaderNetwork;
import io.citywatch.streaming.rules.vehicle.TagMemory;
import io.citywatch.streaming.rules.vehicle.UnheardPassage;
import io.citywatch.streaming.rules.vehicle.VehicleParameters;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import io.citywatch.streaming.rules.zone.Zones;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by tag, with all readers and zones broadcast to it: all rules about one motorcycle. What it was read by last is kept a day,
 * so that a theft that is reported after a read is judged too. What it keeps of a tag is some 0.5 KB, on its card.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class TagFunction extends KeyedBroadcastProcessFunction<String, TagNews, MapNews, KeyedBytes> {
    static final MapStateDescriptor<String, RegisteredDevice> READERS =
            new MapStateDescriptor<>("readers", Types.STRING, TypeInformation.of(RegisteredDevice.class));
    static final MapStateDescriptor<String, RegisteredZone> ZONES =
            new MapStateDescriptor<>("zones", Types.STRING, TypeInformation.of(RegisteredZone.class));
    /** To the reader that a ride went on from, or that a pursuit is at. */
    static final OutputTag<ReaderNews> ONWARD = new OutputTag<>("rides", ReaderNewsWire.TYPE);

    static final OutputTag<UnheardPassage> UNHEARD = new OutputTag<>("unheard") {};

    static final OutputTag<Trail> TRAILS = new OutputTag<>("trails", TrailWire.TYPE);
    static final OutputTag<Ride> RIDES = new OutputTag<>("rides-by-hour") {};
    static final OutputTag<Rest> RESTS = new OutputTag<>("rests") {};

    private final ClockParameters clock;
    private final VehicleParameters parameters;
    private final Proof proof;
    private final PassageCases passageCases;
    private final StopCases stopCases;
    private final @Nullable RoadGraph roads;

    private transient TagCards cards;
    private transient ValueState<TagMemory> memory;
    private transient ValueState<DoubtfulReads> doubtful;
    /** Lives as long as the registry's entry. */
    private transient ValueState<RegisteredVehicle> vehicle;
    /** Lives as long as the report. */
    private transient ValueState<WantedVehicle> wanted;

    private transient ValueState<Long> armed;
    /** The readers on the streets; made of the broadcast ones, which a restart brings back. */
    private transient @Nullable ReaderNetwork network;

    /** Made of the broadcast zones. */
    private transient @Nullable Zones zones;

    /** @param roads null if the city's streets are not known */
    public TagFunction(RuleParameters rules, @Nullable RoadGraph roads) {
        this.roads = roads;
        clock = rules.clock();
        parameters = rules.vehicle();
        proof = new Proof(parameters, clock);
        passageCases = new PassageCases(rules);
        stopCases = new StopCases(rules);
    }

    @Override
    public void open(OpenContext context) {
        cards = new TagCards(getRuntimeContext());
        memory = cards.part(
                card -> card.reads,
                (card, reads) -> card.reads = reads,
                card -> card.readsAt,
                (card, at) -> card.readsAt = at,
                parameters.readsKept());
        doubtful = cards.part(card -> card.doubtful, (card, reads) -> card.doubtful = reads);
        armed = cards.part(card -> card.armed, (card, at) -> card.armed = at);
        vehicle = Remembered.unchanging(getRuntimeContext(), "vehicle", RegisteredVehicle.class);
        wanted = Remembered.unchanging(getRuntimeContext(), "wanted", WantedVehicle.class);
        passageCases.open(cards);
        stopCases.open(cards);
    }

    @Override
    public void processBroadcastElement(MapNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        RegisteredDevice reader = news.reader();
        if (reader != null) {
            onReader(reader, context);
        }
        RegisteredZone zone = news.zone();
        if (zone != null) {
            onZone(zone, context);
        }
    }

    private void onZone(RegisteredZone zone, Context context) throws Exception {
        if (zone.isWithdrawn()) {
            context.getBroadcastState(ZONES).remove(zone.id());
        } else {
            context.getBroadcastState(ZONES).put(zone.id(), zone);
        }
        if (zones != null) {
            zones.put(zone);
        }
    }

    private void onReader(RegisteredDevice reader, Context context) throws Exception {
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
        Occasion occasion = occasion(context, out);
        cards.open(context.currentProcessingTime());
        if (news.read() != null) {
            onRead(news.read(), news.near(), occasion);
        }
        if (news.vehicle() != null) {
            onVehicle(news.vehicle(), occasion);
        }
        if (news.wanted() != null) {
            onReport(news.wanted(), occasion);
        }
        wakeAtTheNextEnd(context.timerService());
        cards.close();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Occasion occasion = occasion(context, out);
        cards.open(context.currentProcessingTime());
        armed.clear();
        TagMemory reads = memory.value();
        RegisteredVehicle known = vehicleOf(context.getCurrentKey());
        DoubtfulReads doubted = doubtful.value();
        if (doubted != null) {
            settle(
                    proof.atEventTime(doubted, reads == null ? List.of() : reads.passages(), timestamp),
                    true,
                    known,
                    occasion);
        }
        passageCases.atEventTime(timestamp, known, reads, occasion);
        stopCases.atEventTime(timestamp, wanted.value(), occasion);
        wakeAtTheNextEnd(context.timerService());
        cards.close();
    }

    private void onRead(TagRead read, boolean near, Occasion occasion) throws Exception {
        WantedVehicle hunt = wanted.value();
        RegisteredVehicle known = vehicleOf(read.tag());
        int most = hunt == null ? parameters.readsRemembered() : parameters.trackPoints();
        TagMemory.Remembered remembered = TagMemory.remember(memory.value(), read, near, most, clock, parameters);
        memory.update(remembered.memory());
        passageCases.onRead(read, remembered, known, hunt, occasion);
        if (clock.isLate(read.measuredAt(), read.receivedAt())) {
            return; // stored, and judged by nothing further: what it says of then is no news now
        }
        stopCases.onRead(read, known, hunt, occasion);
        settle(proof.onRead(doubtful.value(), read, near, remembered.memory().passages()), false, known, occasion);
    }

    /** @param faint whether what is proven is proven by nobody's having heard it better */
    private void settle(Proof.Taken taken, boolean faint, RegisteredVehicle known, Occasion occasion) throws Exception {
        Judgements.remember(doubtful, taken.doubtful());
        for (TagRead proven : taken.proven()) {
            stopCases.onPassage(proven, faint, known, wanted.value(), occasion);
        }
    }

    private void onVehicle(RegisteredVehicle entry, Occasion occasion) throws Exception {
        passageCases.onVehicle(vehicleOf(entry.tag()), entry, occasion);
        Judgements.remember(vehicle, entry.plate() == null ? null : entry);
    }

    private void onReport(WantedVehicle entry, Occasion occasion) throws Exception {
        if (entry.plate() == null) {
            wanted.clear();
            stopCases.onWithdrawal();
            if (passageCases.onWithdrawal(entry, occasion)) {
                // What was read until now is settled: another report is about what comes.
                memory.clear();
            }
            return;
        }
        WantedVehicle before = wanted.value();
        WantedVehicle hunt = entry.after(before);
        wanted.update(hunt);
        passageCases.onReport(hunt, memory.value(), occasion);
        if (before == null) {
            stopCases.onReport(hunt, occasion);
        }
    }

    /** One timer wakes for whatever ends first. An end that moved on is seen when the timer of the old one fires. */
    private void wakeAtTheNextEnd(TimerService timers) throws Exception {
        Long set = armed.value();
        long next = Math.min(passageCases.endsAt(), stopCases.endsAt(wanted.value()));
        DoubtfulReads doubted = doubtful.value();
        if (doubted != null) {
            next = Math.min(next, proof.endsAt(doubted));
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

    private Occasion occasion(ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        ReadOnlyBroadcastState<String, RegisteredDevice> registered = context.getBroadcastState(READERS);
        return new Occasion(
                context,
                new BroadcastReaders(registered, streets(registered)),
                zones(context),
                Instant.ofEpochMilli(context.currentProcessingTime()),
                out);
    }

    private Zones zones(ReadOnlyContext context) throws Exception {
        Zones known = zones;
        if (known == null) {
            known = new Zones();
            for (Map.Entry<String, RegisteredZone> zone :
                    context.getBroadcastState(ZONES).immutableEntries()) {
                known.put(zone.getValue());
            }
            zones = known;
        }
        return known;
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
