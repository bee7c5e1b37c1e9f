package io.citywatch.streaming.thermal;

import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.CameraReport;
import io.citywatch.streaming.rules.thermal.HotPlaceBook;
import io.citywatch.streaming.rules.thermal.HotPlaces;
import io.citywatch.streaming.rules.thermal.SpotSighting;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** One for the city, since cameras speak of each other's places: a small record a frame comes here, never pixels. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class HotPlaceFunction extends KeyedProcessFunction<String, CameraReport, SpotSighting> {
    private final HotPlaceBook book;

    private transient ValueState<HotPlaces> places;

    public HotPlaceFunction(RuleParameters parameters) {
        this.book = new HotPlaceBook(parameters.thermal(), parameters.spots());
    }

    @Override
    public void open(OpenContext context) {
        places = Remembered.value(getRuntimeContext(), "places", HotPlaces.class);
    }

    @Override
    public void processElement(CameraReport report, Context context, Collector<SpotSighting> out) throws Exception {
        @Nullable HotPlaces state = places.value();
        HotPlaceBook.Step step = book.take(state == null ? HotPlaces.NONE : state, report);
        step.sightings().forEach(out::collect);
        if (state == null) {
            context.timerService().registerEventTimeTimer(step.state().forgottenAt());
        }
        places.update(step.state());
    }

    /** One timer, moved only when it is due. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SpotSighting> out) throws Exception {
        @Nullable HotPlaces state = places.value();
        if (state == null) {
            return;
        }
        if (state.forgottenAt() > timestamp) {
            context.timerService().registerEventTimeTimer(state.forgottenAt());
            return;
        }
        places.clear();
    }
}
