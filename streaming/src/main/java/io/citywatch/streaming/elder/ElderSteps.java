package io.citywatch.streaming.elder;

import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.TextKey;
import io.citywatch.streaming.lane.Streams;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.health.FaultSignal;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The steps of the rules about elders; E1 itself is raised where it is read, and E7 with the absence of all devices.
 *
 * @param detections to be said as they are
 * @param faults mains lost and back, which outages are made of, with what is to be said of each
 */
public record ElderSteps(DataStream<KeyedBytes> detections, DataStream<FaultSignal> faults) {
    public static ElderSteps of(Streams streams, RuleParameters parameters) {
        DataStream<RegisteredDevice> terminals = streams.devices()
                .filter(ElderSteps::mayBeTerminal)
                .name("terminals")
                .uid("devices-terminals-only");
        SingleOutputStreamOperator<KeyedBytes> people = people(streams, terminals, parameters);
        SingleOutputStreamOperator<KeyedBytes> homes =
                homes(streams, terminals, people.getSideOutput(PersonFunction.MISSED), parameters);
        return new ElderSteps(
                falls(streams, terminals, parameters).union(homes, people), homes.getSideOutput(HomeFunction.FAULTS));
    }

    private static DataStream<KeyedBytes> falls(
            Streams streams, DataStream<RegisteredDevice> terminals, RuleParameters parameters) {
        DataStream<Terminal> registered = terminals
                .map(device -> new Terminal(device.device(), device.elder()))
                .name("terminals")
                .uid("devices-terminals-map");
        return streams.calls()
                .filter(ElderSteps::concernsFalls)
                .name("falls")
                .uid("calls-falls")
                .keyBy(Call::device, TextKey.TYPE)
                .connect(registered.keyBy(Terminal::device, TextKey.TYPE))
                .process(new FallWindowFunction(parameters.fall(), Clock.systemUTC()))
                .name("E2 window")
                .uid("e2-window")
                .keyBy(FallEpisodeFunction::keyOf)
                .process(new FallEpisodeFunction(parameters.fall()))
                .name("E2 episode")
                .uid("e2-episode");
    }

    private static SingleOutputStreamOperator<KeyedBytes> people(
            Streams streams, DataStream<RegisteredDevice> terminals, RuleParameters parameters) {
        DataStream<PersonNews> news = streams.inMasses(
                        streams.activity().map(PersonNews::of).name("activity").uid("people-activity"))
                .union(
                        streams.calls().map(PersonNews::of).name("calls").uid("people-calls"),
                        streams.vitals().map(PersonNews::of).name("vitals").uid("people-vitals"),
                        streams.fixes().map(PersonNews::of).name("fixes").uid("people-fixes"),
                        streams.inMasses(streams.states()
                                .map(PersonNews::of)
                                .name("heartbeats")
                                .uid("people-states")));
        return streams.inMasses(news.keyBy(PersonNews::subjectId, TextKey.TYPE)
                        .connect(terminals.keyBy(RegisteredDevice::device, TextKey.TYPE))
                        .process(new OwnerFunction())
                        .name("whose it is")
                        .uid("people-owners"))
                .union(streams.elders().map(PersonNews::of).name("registered").uid("people-registered"))
                .keyBy(PersonNews::key, TextKey.TYPE)
                .process(new PersonFunction(parameters))
                .name("E3, E8, E9, E10")
                .uid("people");
    }

    private static SingleOutputStreamOperator<KeyedBytes> homes(
            Streams streams,
            DataStream<RegisteredDevice> terminals,
            DataStream<MissedPerson> missed,
            RuleParameters parameters) {
        return streams.calls()
                .map(HomeNews::of)
                .name("calls")
                .uid("homes-calls")
                .union(
                        streams.orders().map(HomeNews::of).name("orders").uid("homes-orders"),
                        streams.inMasses(streams.states()
                                .filter(ElderSteps::concernsHome)
                                .name("homes")
                                .uid("homes-states-only")
                                .map(HomeNews::of)
                                .name("heartbeats")
                                .uid("homes-states")),
                        terminals.map(HomeNews::of).name("registered").uid("homes-devices"),
                        missed.map(HomeNews::of).name("missed").uid("homes-missed"))
                .keyBy(HomeNews::terminal, TextKey.TYPE)
                .process(new HomeFunction(parameters))
                .name("E5, E6, E11")
                .uid("homes");
    }

    private static boolean concernsFalls(Call call) {
        return call.event() == CallEvent.Event.FALL || call.event() == CallEvent.Event.CANCEL;
    }

    private static boolean concernsHome(StateReport state) {
        return state.mains() != null || state.battery() != null || state.pendantBattery() != null;
    }

    /** A withdrawn device has no kind; it may have been one. */
    private static boolean mayBeTerminal(RegisteredDevice device) {
        return device.isWithdrawn() || device.kind() == DeviceKind.CALL_TERMINAL;
    }
}
