package io.citywatch.streaming.ride;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ride.Company;
import io.citywatch.streaming.rules.ride.Pair;
import io.citywatch.streaming.rules.ride.ReaderTrails;
import io.citywatch.streaming.rules.ride.Trail;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by reader: the pairs of tags that pass it in step, of R5. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class CompanyFunction extends KeyedProcessFunction<String, Trail, Pair> {
    private static final Duration KEPT = Duration.ofHours(1);

    private final Company company;

    private transient ValueState<ReaderTrails> trails;

    public CompanyFunction(RuleParameters rules) {
        company = new Company(rules.ride());
    }

    @Override
    public void open(OpenContext context) {
        trails = Remembered.unchanging(getRuntimeContext(), "trails", ReaderTrails.class, Expiring.ofMany(KEPT));
    }

    @Override
    public void processElement(Trail trail, Context context, Collector<Pair> out) throws Exception {
        Company.Taken taken = company.take(trails.value(), trail);
        trails.update(taken.trails());
        taken.pairs().forEach(out::collect);
    }
}
