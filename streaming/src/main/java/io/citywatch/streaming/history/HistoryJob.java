package io.citywatch.streaming.history;

import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.lane.PulseWatermarks;
import io.citywatch.streaming.lane.RegistryWatermarks;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * The steps of the history job, in order. It is a job of its own so that a server of the history that is slow or dead
 * holds no alarm back. A uid never changes, as in the detection job.
 */
public final class HistoryJob {
    private static final int MOST_PARALLEL = 128;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** For a read that was received in time but appended late. */
    private static final Duration LATENESS = Duration.ofMinutes(2);

    private HistoryJob() {}

    /** Lays the job out in the environment; whoever calls decides where it runs. */
    public static void build(StreamExecutionEnvironment environment, HistorySources sources, Sink<HistoryPoint> sink) {
        environment.setMaxParallelism(MOST_PARALLEL);

        SingleOutputStreamOperator<HistoryPoint> bulk = environment
                .fromSource(sources.bulk(), byReceipt(), "bulk lane")
                .uid("history-bulk-source")
                .process(new TelemetryPoints())
                .name("points of measurements")
                .uid("history-bulk-points");

        SingleOutputStreamOperator<HistoryPoint> events = environment
                .fromSource(sources.events(), byReceipt(), "emergency lane")
                .uid("history-events-source")
                .process(new TelemetryPoints())
                .name("points of events")
                .uid("history-events-points");

        DataStream<ReaderPlace> places = environment
                .fromSource(sources.devices(), RegistryWatermarks.strategy(), "registry of devices")
                .uid("history-devices-source")
                .flatMap(new ReaderPlaces())
                .name("places of readers")
                .uid("history-places");

        SingleOutputStreamOperator<HistoryPoint> sightings = bulk.getSideOutput(TelemetryPoints.SIGHTINGS)
                .keyBy(LogEvent::device)
                .connect(places.keyBy(ReaderPlace::device))
                .process(new SightingPoints())
                .name("points of sightings")
                .uid("history-sightings");

        DataStream<HistoryPoint> minutes = sightings
                .getSideOutput(SightingPoints.READS)
                .keyBy(ReaderReads::reader)
                .window(TumblingEventTimeWindows.of(MINUTE))
                .allowedLateness(LATENESS)
                .aggregate(new ReaderMinute.Sum(), new ReaderMinute())
                .name("readers' minutes")
                .uid("history-reader-minutes");

        bulk.union(events, sightings, minutes).sinkTo(sink).name("history").uid("history-sink");
    }

    /** Windows are cut by received-at, which is what the pulses are about, and not by the log's own time. */
    private static WatermarkStrategy<LogEvent> byReceipt() {
        return PulseWatermarks.strategy().withTimestampAssigner((event, loggedAt) -> event.at());
    }
}
