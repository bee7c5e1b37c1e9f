package io.citywatch.streaming.io;

import io.citywatch.model.detection.Detection;
import io.citywatch.streaming.rules.Judged;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** What a keyed step does with what a rule came to: it says the detections, and remembers the state or forgets it. */
public final class Judgements {
    private Judgements() {}

    public static void say(List<Detection> detections, Collector<KeyedBytes> out) {
        for (Detection detection : detections) {
            out.collect(KeyedBytes.detection(detection));
        }
    }

    public static <S> void remember(ValueState<S> state, @Nullable S after) throws Exception {
        if (after == null) {
            state.clear();
            return;
        }
        state.update(after);
    }

    /** Says and remembers. */
    public static <S> void settle(ValueState<S> state, Judged<S> judged, Collector<KeyedBytes> out) throws Exception {
        say(judged.detections(), out);
        remember(state, judged.state());
    }

    /**
     * Says and remembers, with one event-time timer at the end of the state.
     *
     * @param before what was remembered until now, whose timer is moved
     * @param endsAt when event time must wake the rule
     */
    public static <S> void settle(
            ValueState<S> state,
            @Nullable S before,
            Judged<S> judged,
            ToLongFunction<S> endsAt,
            TimerService timers,
            Collector<KeyedBytes> out)
            throws Exception {
        settle(state, judged, out);
        S after = judged.state();
        if (before != null && (after == null || endsAt.applyAsLong(after) != endsAt.applyAsLong(before))) {
            timers.deleteEventTimeTimer(endsAt.applyAsLong(before));
        }
        if (after != null) {
            timers.registerEventTimeTimer(endsAt.applyAsLong(after));
        }
    }
}
