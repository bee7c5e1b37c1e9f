package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.vehicle.CloseRange;
import io.citywatch.streaming.rules.vehicle.Loudness;
import io.citywatch.streaming.rules.vehicle.PassingTags;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by reader: says of each read whether its reader heard the tag close by. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class CloseRangeFunction extends KeyedProcessFunction<String, TagRead, TagNews> {
    private static final Duration KEPT = Duration.ofDays(60);

    private final CloseRange rule;

    private transient ValueState<PassingTags> passing;
    private transient ValueState<Loudness> loudness;

    public CloseRangeFunction(RuleParameters rules) {
        rule = new CloseRange(rules.vehicle());
    }

    @Override
    public void open(OpenContext context) {
        StateTtlConfig kept = Expiring.ofFew(KEPT);
        passing = Remembered.unchanging(getRuntimeContext(), "passing", PassingTags.class, kept);
        loudness = Remembered.unchanging(getRuntimeContext(), "loudness", Loudness.class, kept);
    }

    @Override
    public void processElement(TagRead read, Context context, Collector<TagNews> out) throws Exception {
        CloseRange.Heard heard = rule.take(passing.value(), loudness.value(), read);
        passing.update(heard.passing());
        loudness.update(heard.loudness());
        out.collect(TagNews.of(read, heard.near()));
    }
}
