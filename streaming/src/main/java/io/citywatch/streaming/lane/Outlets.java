package io.citywatch.streaming.lane;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ActivityReport;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.VitalsReport;
import org.apache.flink.util.OutputTag;

/** Where the lanes put what they read, by kind. */
final class Outlets {
    static final OutputTag<GatewayPulse> PULSES = new OutputTag<>("pulses") {};
    static final OutputTag<CountedMessage> COUNTED = new OutputTag<>("counted", CountedMessageWire.TYPE);
    static final OutputTag<SignOfLife> LIFE = new OutputTag<>("life", SignOfLifeWire.TYPE);
    static final OutputTag<Call> CALLS = new OutputTag<>("calls") {};
    static final OutputTag<ServiceOrder> ORDERS = new OutputTag<>("orders") {};
    static final OutputTag<DetectorReading> DETECTORS = new OutputTag<>("detectors") {};
    static final OutputTag<SmokeSample> SMOKE = new OutputTag<>("smoke") {};
    static final OutputTag<TagRead> READS = new OutputTag<>("reads", TagReadWire.TYPE);
    static final OutputTag<CameraFrame> FRAMES = new OutputTag<>("frames") {};
    static final OutputTag<StateReport> STATES = new OutputTag<>("states") {};
    static final OutputTag<VitalsReport> VITALS = new OutputTag<>("vitals") {};
    static final OutputTag<ActivityReport> ACTIVITY = new OutputTag<>("activity") {};
    static final OutputTag<FixReport> FIXES = new OutputTag<>("fixes") {};
    static final OutputTag<KeyedBytes> UNREADABLE = new OutputTag<>("unreadable") {};

    private Outlets() {}
}
