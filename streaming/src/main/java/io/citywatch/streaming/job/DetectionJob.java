package io.citywatch.streaming.job;

import io.citywatch.streaming.elder.FallEpisodeFunction;
import io.citywatch.streaming.elder.FallWindowFunction;
import io.citywatch.streaming.elder.Terminal;
import io.citywatch.streaming.fire.DetectorAlarmFunction;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.RuleParameters;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The steps of the job, in order. Each has a name for people and a uid by which a checkpoint finds its state again: a
 * uid never changes, whatever happens to the name.
 */
public final class DetectionJob {
    /** Key groups; fixed for the life of a checkpoint, and an upper bound of the parallelism. */
    private static final int MOST_PARALLEL = 128;

    private DetectionJob() {}

    /** Lays the job out in the environment; whoever calls decides where it runs. */
    public static void build(
            StreamExecutionEnvironment environment,
            DetectionSources sources,
            DetectionSinks sinks,
            RuleParameters parameters) {
        environment.setMaxParallelism(MOST_PARALLEL);

        SingleOutputStreamOperator<KeyedBytes> emergency = environment
                .fromSource(sources.events(), PulseWatermarks.strategy(), "emergency lane")
                .uid("events-source")
                .process(new EmergencyLane())
                .name("E1, S1 raised")
                .uid("events-lane");

        SingleOutputStreamOperator<Terminal> terminals = environment
                .fromSource(sources.devices(), RegistryWatermarks.strategy(), "registry of devices")
                .uid("devices-source")
                .process(new DeviceRegistry())
                .name("terminals")
                .uid("devices-terminals");

        DataStream<KeyedBytes> alarmsCleared = emergency
                .getSideOutput(EmergencyLane.DETECTORS)
                .keyBy(DetectorReading::device)
                .process(new DetectorAlarmFunction(parameters))
                .name("S1 cleared")
                .uid("s1-clear");

        DataStream<KeyedBytes> falls = emergency
                .getSideOutput(EmergencyLane.FALLS)
                .keyBy(Call::device)
                .connect(terminals.keyBy(Terminal::device))
                .process(new FallWindowFunction(parameters, Clock.systemUTC()))
                .name("E2 window")
                .uid("e2-window")
                .keyBy(FallEpisodeFunction::keyOf)
                .process(new FallEpisodeFunction(parameters))
                .name("E2 episode")
                .uid("e2-episode");

        emergency
                .union(alarmsCleared, falls)
                .sinkTo(sinks.detections())
                .name("detections")
                .uid("detections-sink");

        emergency
                .getSideOutput(EmergencyLane.UNREADABLE)
                .union(terminals.getSideOutput(DeviceRegistry.UNREADABLE))
                .sinkTo(sinks.deadLetters())
                .name("dead letters")
                .uid("dead-letters-sink");
    }
}
