package io.citywatch.streaming.fusion;

import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Cells;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.fusion.FireEvidence;
import io.citywatch.streaming.rules.fusion.PlacedEvidence;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by device: where is what it found? By its own word, else by the registry, for which a finding waits as long as
 * it could meet another. It goes to its own cell of the ground and to those around it.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class PlaceFunction extends KeyedCoProcessFunction<String, Finding, RegisteredDevice, PlacedEvidence> {
    private final Cells cells;
    private final long awaited;

    /** Lives as long as the registry's entry. */
    private transient ValueState<DevicePlace> place;

    private transient ListState<Finding> waiting;

    /** Where a device stands, WGS-84 degrees. */
    public record DevicePlace(double lat, double lon) {}

    public PlaceFunction(FusionParameters parameters) {
        this.cells = new Cells(parameters.nearMeters());
        this.awaited = parameters.within().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        place = Remembered.value(getRuntimeContext(), "place", DevicePlace.class);
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", Finding.class));
    }

    @Override
    public void processElement1(Finding finding, Context context, Collector<PlacedEvidence> out) throws Exception {
        @Nullable DevicePlace known = place.value();
        if (finding.lat() != null && finding.lon() != null) {
            place(finding, finding.lat(), finding.lon(), out);
        } else if (known != null) {
            place(finding, known.lat(), known.lon(), out);
        } else {
            waiting.add(finding);
            context.timerService().registerEventTimeTimer(finding.newest().receivedAt() + awaited);
        }
    }

    @Override
    public void processElement2(RegisteredDevice device, Context context, Collector<PlacedEvidence> out)
            throws Exception {
        if (device.isWithdrawn()) {
            place.clear();
            return;
        }
        place.update(new DevicePlace(device.lat(), device.lon()));
        for (Finding finding : waiting.get()) {
            place(finding, device.lat(), device.lon(), out);
        }
        waiting.clear();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PlacedEvidence> out) {
        waiting.clear(); // of no place that anybody knows
    }

    private void place(Finding finding, double lat, double lon, Collector<PlacedEvidence> out) {
        FireEvidence evidence =
                new FireEvidence(finding.sort(), finding.detection(), finding.restsOn(), lat, lon, finding.newest());
        long own = cells.cellOf(lat, lon);
        for (long cell : Cells.around(own)) {
            out.collect(new PlacedEvidence(cell, cell == own, finding.over(), evidence));
        }
    }
}
