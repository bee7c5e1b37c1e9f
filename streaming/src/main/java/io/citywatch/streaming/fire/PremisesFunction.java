package io.citywatch.streaming.fire;

import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.fire.AlarmSign;
import io.citywatch.streaming.rules.fire.DetectorPlace;
import io.citywatch.streaming.rules.fire.HeldSigns;
import io.citywatch.streaming.rules.fire.PlacedSign;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by detector: whose premises is it in? The registry and the alarms are read side by side, so an alarm of a
 * detector that was registered seconds ago may come first; it waits for its premises.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class PremisesFunction extends KeyedCoProcessFunction<String, AlarmSign, RegisteredDevice, PlacedSign> {
    /** Of a detector that repeats itself while it waits, the newest. */
    private static final int MOST_HELD = 8;

    private final long awaited;

    private transient ValueState<DetectorPlace> place;
    private transient ValueState<HeldSigns> held;

    public PremisesFunction(FireParameters parameters) {
        this.awaited = parameters.premisesAwaited().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        place = Remembered.value(getRuntimeContext(), "place", DetectorPlace.class);
        held = Remembered.value(getRuntimeContext(), "held", HeldSigns.class);
    }

    @Override
    public void processElement1(AlarmSign sign, Context context, Collector<PlacedSign> out) throws Exception {
        @Nullable DetectorPlace known = place.value();
        if (known != null) {
            out.collect(new PlacedSign(known.premises(), known.lat(), known.lon(), sign));
            return;
        }
        @Nullable HeldSigns before = held.value();
        List<AlarmSign> signs = new ArrayList<>(before == null ? List.of() : before.signs());
        if (signs.size() >= MOST_HELD) {
            signs.remove(0);
        }
        signs.add(sign);
        TimerService timers = context.timerService();
        if (before != null) {
            timers.deleteEventTimeTimer(before.until());
        }
        HeldSigns after = new HeldSigns(signs, sign.origin().receivedAt() + awaited);
        timers.registerEventTimeTimer(after.until());
        held.update(after);
    }

    @Override
    public void processElement2(RegisteredDevice device, Context context, Collector<PlacedSign> out) throws Exception {
        String premises = device.premises();
        if (premises == null) {
            place.clear();
            return;
        }
        place.update(new DetectorPlace(premises, device.lat(), device.lon()));
        @Nullable HeldSigns waiting = held.value();
        if (waiting != null) {
            waiting.signs().forEach(sign -> out.collect(new PlacedSign(premises, device.lat(), device.lon(), sign)));
            context.timerService().deleteEventTimeTimer(waiting.until());
            held.clear();
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PlacedSign> out) throws Exception {
        @Nullable HeldSigns waiting = held.value();
        if (waiting != null && waiting.until() <= timestamp) {
            held.clear(); // belongs to no premises
        }
    }
}
