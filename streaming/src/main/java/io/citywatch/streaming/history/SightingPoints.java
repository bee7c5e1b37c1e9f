package io.citywatch.streaming.history;

import io.citywatch.model.Position;
import io.citywatch.model.telemetry.TagSightings;
import io.citywatch.streaming.io.LogEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Gives each sighting its reader's place: its own if it is mobile, else the registered one. Until the registry was read
 * through, which is when event time begins, sightings of a reader that is not known yet wait.
 */
final class SightingPoints extends KeyedCoProcessFunction<String, LogEvent, ReaderPlace, HistoryPoint> {
    static final OutputTag<ReaderReads> READS = new OutputTag<>("reads") {};

    private transient ValueState<ReaderPlace> place;
    private transient ListState<LogEvent> waiting;

    @Override
    public void open(OpenContext context) {
        place = getRuntimeContext().getState(new ValueStateDescriptor<>("place", ReaderPlace.class));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", LogEvent.class));
    }

    @Override
    public void processElement1(LogEvent event, Context context, Collector<HistoryPoint> out) throws Exception {
        TagSightings sightings = read(event);
        if (sightings == null) {
            return;
        }
        context.output(READS, reads(event, sightings));
        boolean registryIsRead = context.timerService().currentWatermark() != Long.MIN_VALUE;
        if (sightings.position() == null && place.value() == null && !registryIsRead) {
            waiting.add(event);
            context.timerService().registerEventTimeTimer(0);
            return;
        }
        write(event, sightings, out);
    }

    @Override
    public void processElement2(ReaderPlace entry, Context context, Collector<HistoryPoint> out) throws Exception {
        if (entry.registered()) {
            place.update(entry);
            writeWaiting(out);
        } else {
            place.clear();
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<HistoryPoint> out) throws Exception {
        writeWaiting(out);
    }

    private void writeWaiting(Collector<HistoryPoint> out) throws Exception {
        for (LogEvent event : waiting.get()) {
            TagSightings sightings = read(event);
            if (sightings != null) {
                write(event, sightings, out);
            }
        }
        waiting.clear();
    }

    private void write(LogEvent event, TagSightings sightings, Collector<HistoryPoint> out) throws Exception {
        Position own = sightings.position();
        Points.of(event, sightings, own == null ? registered() : own).forEach(out::collect);
    }

    /** A mobile reader that does not say where it is may be anywhere. */
    private @Nullable Position registered() throws Exception {
        ReaderPlace known = place.value();
        return known == null || known.mobile() ? null : new Position(known.lat(), known.lon());
    }

    private static @Nullable TagSightings read(LogEvent event) {
        return TelemetryPoints.read(event).orElse(null) instanceof TagSightings sightings ? sightings : null;
    }

    private static ReaderReads reads(LogEvent event, TagSightings sightings) {
        String[] tags =
                sightings.sightings().stream().map(TagSightings.Sighting::tag).toArray(String[]::new);
        double rssi = sightings.sightings().stream()
                .mapToDouble(TagSightings.Sighting::rssi)
                .sum();
        return new ReaderReads(event.device(), event.identity(), tags, rssi);
    }
}
