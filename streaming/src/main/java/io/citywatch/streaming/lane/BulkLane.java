package io.citywatch.streaming.lane;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Activity;
import io.citywatch.model.telemetry.DeviceState;
import io.citywatch.model.telemetry.PendantFix;
import io.citywatch.model.telemetry.SmokeReading;
import io.citywatch.model.telemetry.TagSightings;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.ThermalFrame;
import io.citywatch.model.telemetry.Vitals;
import io.citywatch.streaming.rules.ActivityReport;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.VitalsReport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

/** The bulk lane: measurements and heartbeats, each a sign of life; what rules need of them goes on by kind. */
public final class BulkLane extends LaneReader<SignOfLife> implements ResultTypeQueryable<SignOfLife> {
    public BulkLane() {
        super(LogTopic.TELEMETRY_BULK);
    }

    @Override
    public TypeInformation<SignOfLife> getProducedType() {
        return SignOfLifeWire.TYPE;
    }

    @Override
    void take(LogRecord message, Telemetry telemetry, Context context, Collector<SignOfLife> out) {
        int[] tags = SignOfLife.NO_TAGS;
        if (telemetry instanceof TagSightings reads) {
            tags = new int[reads.sightings().size()];
            int next = 0;
            for (TagSightings.Sighting sighting : reads.sightings()) {
                tags[next++] = sighting.tag().hashCode();
                context.output(Outlets.READS, TagRead.of(message, reads, sighting));
            }
        } else if (telemetry instanceof SmokeReading reading) {
            context.output(Outlets.SMOKE, SmokeSample.of(message, reading, null));
        } else if (telemetry instanceof ThermalFrame frame) {
            context.output(Outlets.FRAMES, CameraFrame.of(message, frame));
        } else if (telemetry instanceof Vitals vitals) {
            context.output(Outlets.VITALS, VitalsReport.of(message, vitals));
        } else if (telemetry instanceof Activity activity) {
            context.output(Outlets.ACTIVITY, ActivityReport.of(message, activity));
        } else if (telemetry instanceof PendantFix fix) {
            context.output(Outlets.FIXES, FixReport.of(message, fix));
        } else if (telemetry instanceof DeviceState state) {
            context.output(Outlets.STATES, StateReport.of(message, state));
            if (!state.online()) {
                return; // a will: somebody else says so, because the device fell silent
            }
        }
        out.collect(SignOfLife.of(message, telemetry.measuredAt().toEpochMilli(), tags));
    }
}
