package io.citywatch.streaming.health;

import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.health.Fault;
import io.citywatch.streaming.rules.health.FaultSignal;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.health.OpenOutage;
import io.citywatch.streaming.rules.health.OutageMemory;
import io.citywatch.streaming.rules.health.Outages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** One for the city: D4. Only faults come here, never telemetry. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class OutageFunction extends KeyedProcessFunction<String, FaultSignal, KeyedBytes> {
    private final Outages rule;

    /** Until the devices are back. */
    private transient MapState<Long, List<Fault>> faults;

    private transient MapState<String, OpenOutage> outages;

    public OutageFunction(HealthParameters parameters) {
        rule = new Outages(parameters);
    }

    @Override
    public void open(OpenContext context) {
        faults = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("faults", Types.LONG, Types.LIST(TypeInformation.of(Fault.class))));
        outages = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("outages", Types.STRING, TypeInformation.of(OpenOutage.class)));
    }

    @Override
    public void processElement(FaultSignal signal, Context context, Collector<KeyedBytes> out) {
        Judgements.say(rule.take(new Memory(context.timerService()), signal, now(context)), out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) {
        Judgements.say(rule.atEventTime(new Memory(context.timerService()), timestamp, now(context)), out);
    }

    private static Instant now(Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }

    /** The rule's memory in Flink's state, whose methods all throw what nobody can handle here. */
    private final class Memory implements OutageMemory {
        private final TimerService timers;

        private Memory(TimerService timers) {
            this.timers = timers;
        }

        @Override
        public List<Fault> faultsIn(long cell) {
            try {
                @Nullable List<Fault> found = faults.get(cell);
                return found == null ? List.of() : found;
            } catch (Exception e) {
                throw unusable(e);
            }
        }

        @Override
        public void remember(long cell, List<Fault> remembered) {
            try {
                if (remembered.isEmpty()) {
                    faults.remove(cell);
                    return;
                }
                faults.put(cell, new ArrayList<>(remembered));
            } catch (Exception e) {
                throw unusable(e);
            }
        }

        @Override
        public List<OpenOutage> outages() {
            try {
                List<OpenOutage> open = new ArrayList<>();
                outages.values().forEach(open::add);
                return open;
            } catch (Exception e) {
                throw unusable(e);
            }
        }

        @Override
        public void remember(OpenOutage outage) {
            try {
                outages.put(outage.id(), outage);
            } catch (Exception e) {
                throw unusable(e);
            }
        }

        @Override
        public void forget(OpenOutage outage) {
            try {
                outages.remove(outage.id());
            } catch (Exception e) {
                throw unusable(e);
            }
        }

        @Override
        public void wakeAt(long eventTime) {
            timers.registerEventTimeTimer(eventTime);
        }

        private IllegalStateException unusable(Exception cause) {
            return new IllegalStateException("outages: their state cannot be used", cause);
        }
    }
}
