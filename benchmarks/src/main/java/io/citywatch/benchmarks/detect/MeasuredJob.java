package io.citywatch.benchmarks.detect;

import io.citywatch.roads.RoadGraph;
import io.citywatch.streaming.elder.ElderSteps;
import io.citywatch.streaming.fire.FireSteps;
import io.citywatch.streaming.health.HealthSteps;
import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.job.DetectionJob;
import io.citywatch.streaming.job.DetectionSinks;
import io.citywatch.streaming.job.DetectionSources;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SmokeSample;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The detection job, or a part of it between its own first and last steps. */
public enum MeasuredJob {
    /** Every reading goes to its sensor, where nothing is done with it. */
    CEILING {
        @Override
        DataStream<KeyedBytes> judge(Streams streams, RuleParameters parameters) {
            return streams.smoke()
                    .all()
                    .keyBy(SmokeSample::device)
                    .process(new Nothing())
                    .name("nothing")
                    .uid("nothing");
        }
    },
    /** The rules about smoke sensors: S1 to S3, S5, S7, S9. */
    THRESHOLD {
        @Override
        DataStream<KeyedBytes> judge(Streams streams, RuleParameters parameters) {
            return FireSteps.detections(streams, parameters);
        }
    },
    /** The rules that wait: windows (E2, E5), silence (E3) and absence (E7, D1, R11), and what they are keyed with. */
    TIMER {
        @Override
        DataStream<KeyedBytes> judge(Streams streams, RuleParameters parameters) {
            ElderSteps elders = ElderSteps.of(streams, parameters);
            return elders.detections().union(HealthSteps.detections(streams, elders.faults(), parameters));
        }
    },
    /** All of it. */
    FULL_CITY {
        @Override
        DataStream<KeyedBytes> judge(Streams streams, RuleParameters parameters) {
            throw new IllegalStateException(this + " is laid out as a whole");
        }

        @Override
        void build(StreamExecutionEnvironment environment, KafkaLog log, @Nullable RoadGraph roads) {
            DetectionJob.build(
                    environment, DetectionSources.of(log), DetectionSinks.of(log), RuleParameters.DEFAULTS, roads);
        }
    };

    /** By its name on the command line. */
    public static Optional<MeasuredJob> of(String name) {
        return Arrays.stream(values()).filter(job -> job.text().equals(name)).findFirst();
    }

    /** Its name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rules of the part. */
    abstract DataStream<KeyedBytes> judge(Streams streams, RuleParameters parameters);

    void build(StreamExecutionEnvironment environment, KafkaLog log, @Nullable RoadGraph roads) {
        Streams streams = DetectionJob.read(environment, DetectionSources.of(log));
        DetectionJob.say(streams, judge(streams, RuleParameters.DEFAULTS), DetectionSinks.of(log));
    }

    private static final class Nothing extends KeyedProcessFunction<String, SmokeSample, KeyedBytes> {
        private static final long serialVersionUID = 1;

        @Override
        public void processElement(SmokeSample reading, Context context, Collector<KeyedBytes> out) {}
    }
}
