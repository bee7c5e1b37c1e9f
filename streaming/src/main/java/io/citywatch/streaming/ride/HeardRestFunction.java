package io.citywatch.streaming.ride;

import io.citywatch.streaming.rules.ride.Rest;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by reader: a tag that fell silent at a reader that is deaf or offline is not at rest for all we know. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class HeardRestFunction extends KeyedCoProcessFunction<String, Rest, Deafness, Rest> {
    /** Open episodes of R11; they end with CLEARED. */
    private transient MapState<String, Boolean> deaf;

    @Override
    public void open(OpenContext context) {
        deaf = getRuntimeContext().getMapState(new MapStateDescriptor<>("deaf", Types.STRING, Types.BOOLEAN));
    }

    @Override
    public void processElement1(Rest rest, Context context, Collector<Rest> out) throws Exception {
        if (rest.dwelt() || deaf.isEmpty()) {
            out.collect(rest);
        }
    }

    @Override
    public void processElement2(Deafness news, Context context, Collector<Rest> out) throws Exception {
        if (news.deaf()) {
            deaf.put(news.episode(), true);
        } else {
            deaf.remove(news.episode());
        }
    }
}
