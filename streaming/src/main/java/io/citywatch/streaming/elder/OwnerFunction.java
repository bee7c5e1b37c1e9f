package io.citywatch.streaming.elder;

import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RegisteredDevice;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by device: says whose a message of a call terminal is. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class OwnerFunction extends KeyedCoProcessFunction<String, PersonNews, RegisteredDevice, PersonNews> {
    private static final String NOBODY = "";

    /** Lives as long as the registry's entry of a call terminal; empty of one that is nobody's. */
    private transient ValueState<String> elder;

    @Override
    public void open(OpenContext context) {
        elder = Remembered.value(getRuntimeContext(), "elder", String.class);
    }

    @Override
    public void processElement1(PersonNews news, Context context, Collector<PersonNews> out) throws Exception {
        @Nullable String owner = elder.value();
        if (owner == null && news.state() != null) {
            return; // other devices have heartbeats too
        }
        out.collect(owner == null || owner.equals(NOBODY) ? news : news.of(owner));
    }

    @Override
    public void processElement2(RegisteredDevice terminal, Context context, Collector<PersonNews> out)
            throws Exception {
        if (terminal.isWithdrawn()) {
            elder.clear();
            return;
        }
        elder.update(terminal.elder() == null ? NOBODY : terminal.elder());
    }
}
