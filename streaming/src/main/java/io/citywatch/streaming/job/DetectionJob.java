package io.citywatch.streaming.job;

import io.citywatch.roads.RoadGraph;
import io.citywatch.streaming.elder.ElderSteps;
import io.citywatch.streaming.fire.FireSteps;
import io.citywatch.streaming.fusion.FusionSteps;
import io.citywatch.streaming.health.HealthSteps;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.lane.BulkLane;
import io.citywatch.streaming.lane.EmergencyLane;
import io.citywatch.streaming.lane.PulseWatermarks;
import io.citywatch.streaming.lane.RegistryReader;
import io.citywatch.streaming.lane.RegistryWatermarks;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.ledger.LedgerSteps;
import io.citywatch.streaming.ride.RideSteps;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.thermal.ThermalSteps;
import io.citywatch.streaming.vehicle.VehicleSteps;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the job, in order: the log is read into one typed stream a kind, and each family's steps make detections
 * of them. Each step has a name for people and a uid by which a checkpoint finds its state again: a uid never changes,
 * whatever happens to the name, and neither does the class of what a step remembers.
 */
public final class DetectionJob {
    /** Key groups; fixed for the life of a checkpoint, and an upper bound of the parallelism. */
    private static final int MOST_PARALLEL = 128;

    private DetectionJob() {}

    /**
     * Lays the job out in the environment; whoever calls decides where it runs. The environment's buffer timeout is how
     * long a record of the bulk lane or of a large registry may wait for company.
     *
     * @param roads the city's streets; null if they are not known, then distances are as the crow flies
     */
    public static void build(
            StreamExecutionEnvironment environment,
            DetectionSources sources,
            DetectionSinks sinks,
            RuleParameters parameters,
            @Nullable RoadGraph roads) {
        Streams streams = read(environment, sources);
        ElderSteps elders = ElderSteps.of(streams, parameters);
        VehicleSteps vehicles = VehicleSteps.of(streams, parameters, roads);
        DataStream<KeyedBytes> health = HealthSteps.detections(streams, elders.faults(), parameters);
        DataStream<KeyedBytes> fires =
                FireSteps.detections(streams, parameters).union(ThermalSteps.detections(streams, parameters));
        DataStream<KeyedBytes> judged = vehicles.detections()
                .union(
                        health,
                        RideSteps.detections(vehicles, vehicles.detections().union(health), parameters),
                        fires,
                        FusionSteps.detections(streams, streams.lifeAlarms().union(fires), elders.faults(), parameters),
                        elders.detections());
        say(streams, judged, sinks);
        LedgerSteps.ledgers(streams).sinkTo(sinks.ledgers()).name("ledgers").uid("ledgers-sink");
    }

    /** The first steps alone: the log as one typed stream a kind, for whoever lays others behind them. */
    public static Streams read(StreamExecutionEnvironment environment, DetectionSources sources) {
        environment.setMaxParallelism(MOST_PARALLEL);
        // An alarm waits for no company between two steps. Only what comes in masses does: a thread for each way out
        // that looks every millisecond cost more than all the rules.
        long patience = environment.getBufferTimeout();
        environment.setBufferTimeout(0);

        // The two lanes have a source and a chain each: no alarm waits behind a frame.
        return Streams.of(
                telemetry(environment, sources.events(), "events")
                        .process(new EmergencyLane())
                        .name("E1, S1 raised")
                        .uid("events-lane"),
                telemetry(environment, sources.bulk(), "bulk")
                        .process(new BulkLane())
                        .name("bulk lane")
                        .uid("bulk-lane")
                        .setBufferTimeout(patience),
                registry(environment, sources.devices(), "devices")
                        .process(RegistryReader.devices())
                        .name("devices")
                        .uid("devices-terminals")
                        .setBufferTimeout(patience),
                registry(environment, sources.elders(), "elders")
                        .process(RegistryReader.elders())
                        .name("elders")
                        .uid("elders-read")
                        .setBufferTimeout(patience),
                registry(environment, sources.vehicles(), "vehicles")
                        .process(RegistryReader.vehicles())
                        .name("vehicles")
                        .uid("vehicles-read")
                        .setBufferTimeout(patience),
                registry(environment, sources.stolen(), "stolen")
                        .process(RegistryReader.stolen())
                        .name("stolen list")
                        .uid("stolen-read"),
                registry(environment, sources.areas(), "areas")
                        .process(RegistryReader.zones())
                        .name("zones")
                        .uid("areas-zones"),
                environment
                        .fromSource(sources.deadLetters(), RegistryWatermarks.immediate(), "dead letters")
                        .uid("dead-letters-source")
                        .process(RegistryReader.deadLetters())
                        .name("dead letters")
                        .uid("dead-letters-read"),
                patience);
    }

    /**
     * The last steps alone: what is said goes to its sinks, the life alarms with it.
     *
     * @param judged what the steps between said
     */
    public static void say(Streams streams, DataStream<KeyedBytes> judged, DetectionSinks sinks) {
        DataStream<KeyedBytes> said = streams.lifeAlarms().union(judged);
        said.sinkTo(sinks.detections()).name("detections").uid("detections-sink");
        streams.unreadable().sinkTo(sinks.deadLetters()).name("dead letters").uid("dead-letters-sink");
        said.transform("status", TypeInformation.of(KeyedBytes.class), new StatusStep())
                .uid("status")
                .setParallelism(1)
                .sinkTo(sinks.status())
                .name("status")
                .uid("status-sink")
                .setParallelism(1);
    }

    private static DataStream<LogEvent> telemetry(
            StreamExecutionEnvironment environment, Source<LogEvent, ?, ?> source, String lane) {
        return environment
                .fromSource(source, PulseWatermarks.strategy(), "telemetry " + lane)
                .uid(lane + "-source");
    }

    private static DataStream<RegistryRecord> registry(
            StreamExecutionEnvironment environment, Source<RegistryRecord, ?, ?> source, String registry) {
        return environment
                .fromSource(source, RegistryWatermarks.strategy(), "registry " + registry)
                .uid(registry + "-source");
    }
}
