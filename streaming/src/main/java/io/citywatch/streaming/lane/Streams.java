package io.citywatch.streaming.lane;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ActivityReport;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.VitalsReport;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What the rules' steps read, one typed stream a kind. A device's messages come in the log's order; the same message
 * may come twice, and a rule that counts must know it by its identity.
 *
 * @param lifeAlarms what E1 and S1 said where they were read
 * @param calls every event of call terminals (emergency lane)
 * @param orders those of them that order a service
 * @param detectors detectors' own decisions (emergency lane)
 * @param smoke smoke sensors' messages of both lanes; of one sensor the lanes are not ordered among each other
 * @param reads what tag readers see, one record a tag
 * @param frames thermal cameras' frames. Look at the pixels in a step directly on this stream: that is chained to the
 *     source and copies nothing; only what it finds should be keyed
 * @param vitals of elders
 * @param activity in elders' homes
 * @param fixes of elders' pendants
 * @param states heartbeats and wills
 * @param life every message of every device but wills
 * @param counted every message of every device, wills and repeats among them
 * @param pulses of gateways, one from each partition of both lanes: the same one comes again and again
 * @param devices the registry of devices; like all registries it holds no event time back
 * @param elders the registry of elders
 * @param vehicles the registry of vehicles
 * @param stolen the stolen list
 * @param zones those of the areas that rules judge
 * @param deadLetters what could not be read
 * @param unreadable dead letters that reading the log made
 * @param patience milliseconds that what comes in masses may wait for company between two steps
 */
public record Streams(
        DataStream<KeyedBytes> lifeAlarms,
        DataStream<Call> calls,
        DataStream<ServiceOrder> orders,
        DataStream<DetectorReading> detectors,
        Lanes<SmokeSample> smoke,
        DataStream<TagRead> reads,
        DataStream<CameraFrame> frames,
        DataStream<VitalsReport> vitals,
        DataStream<ActivityReport> activity,
        DataStream<FixReport> fixes,
        DataStream<StateReport> states,
        Lanes<SignOfLife> life,
        DataStream<CountedMessage> counted,
        DataStream<GatewayPulse> pulses,
        DataStream<RegisteredDevice> devices,
        DataStream<RegisteredElder> elders,
        DataStream<RegisteredVehicle> vehicles,
        DataStream<WantedVehicle> stolen,
        DataStream<RegisteredZone> zones,
        DataStream<UnreadableMessage> deadLetters,
        DataStream<KeyedBytes> unreadable,
        long patience) {
    public static Streams of(
            SingleOutputStreamOperator<KeyedBytes> emergency,
            SingleOutputStreamOperator<SignOfLife> bulk,
            SingleOutputStreamOperator<RegisteredDevice> devices,
            SingleOutputStreamOperator<RegisteredElder> elders,
            SingleOutputStreamOperator<RegisteredVehicle> vehicles,
            SingleOutputStreamOperator<WantedVehicle> stolen,
            SingleOutputStreamOperator<RegisteredZone> zones,
            SingleOutputStreamOperator<UnreadableMessage> deadLetters,
            long patience) {
        return new Streams(
                emergency,
                emergency.getSideOutput(Outlets.CALLS),
                emergency.getSideOutput(Outlets.ORDERS),
                emergency.getSideOutput(Outlets.DETECTORS),
                new Lanes<>(emergency.getSideOutput(Outlets.SMOKE), bulk.getSideOutput(Outlets.SMOKE), patience),
                bulk.getSideOutput(Outlets.READS),
                bulk.getSideOutput(Outlets.FRAMES),
                bulk.getSideOutput(Outlets.VITALS),
                bulk.getSideOutput(Outlets.ACTIVITY),
                bulk.getSideOutput(Outlets.FIXES),
                bulk.getSideOutput(Outlets.STATES),
                new Lanes<>(emergency.getSideOutput(Outlets.LIFE), bulk, patience),
                emergency.getSideOutput(Outlets.COUNTED).union(bulk.getSideOutput(Outlets.COUNTED)),
                emergency.getSideOutput(Outlets.PULSES).union(bulk.getSideOutput(Outlets.PULSES)),
                devices,
                elders,
                vehicles,
                stolen,
                zones,
                deadLetters,
                emergency
                        .getSideOutput(Outlets.UNREADABLE)
                        .union(
                                bulk.getSideOutput(Outlets.UNREADABLE),
                                devices.getSideOutput(Outlets.UNREADABLE),
                                elders.getSideOutput(Outlets.UNREADABLE),
                                vehicles.getSideOutput(Outlets.UNREADABLE),
                                stolen.getSideOutput(Outlets.UNREADABLE),
                                zones.getSideOutput(Outlets.UNREADABLE)),
                patience);
    }

    /**
     * The same step, of which more comes than alarms: a buffer to the next step goes out when it is full, or after the
     * patience. To wake the next step for each record costs more than to judge it.
     */
    public <T> SingleOutputStreamOperator<T> inMasses(SingleOutputStreamOperator<T> step) {
        return step.setBufferTimeout(patience);
    }
}
