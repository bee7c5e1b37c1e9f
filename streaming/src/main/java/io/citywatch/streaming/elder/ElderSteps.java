package io.citywatch.streaming.elder;

import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The steps of the rules about elders; E1 itself is raised where it is read. */
public final class ElderSteps {
    private ElderSteps() {}

    public static DataStream<KeyedBytes> detections(Streams streams, RuleParameters parameters) {
        SingleOutputStreamOperator<Terminal> terminals = streams.devices()
                .filter(ElderSteps::mayBeTerminal)
                .name("terminals")
                .uid("devices-terminals-only")
                .map(device -> new Terminal(device.device(), device.elder()))
                .name("terminals")
                .uid("devices-terminals-map");
        return streams.calls()
                .filter(ElderSteps::concernsFalls)
                .name("falls")
                .uid("calls-falls")
                .keyBy(Call::device)
                .connect(terminals.keyBy(Terminal::device))
                .process(new FallWindowFunction(parameters.fall(), Clock.systemUTC()))
                .name("E2 window")
                .uid("e2-window")
                .keyBy(FallEpisodeFunction::keyOf)
                .process(new FallEpisodeFunction(parameters.fall()))
                .name("E2 episode")
                .uid("e2-episode");
    }

    private static boolean concernsFalls(Call call) {
        return call.event() == CallEvent.Event.FALL || call.event() == CallEvent.Event.CANCEL;
    }

    /** A withdrawn device has no kind; it may have been one. */
    private static boolean mayBeTerminal(RegisteredDevice device) {
        return device.isWithdrawn() || device.kind() == DeviceKind.CALL_TERMINAL;
    }
}
