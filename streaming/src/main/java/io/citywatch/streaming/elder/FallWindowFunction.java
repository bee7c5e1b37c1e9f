package io.citywatch.streaming.elder;

import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.FallWindow;
import io.citywatch.streaming.rules.PendingFall;
import io.citywatch.streaming.rules.StandingFall;
import io.citywatch.streaming.rules.TerminalFalls;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by terminal: holds each fall for its window, and names the person when it ends. The registry is asked then and
 * not at the fall, so that a job that starts anew has had time to read it.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class FallWindowFunction extends KeyedCoProcessFunction<String, Call, Terminal, StandingFall> {
    private final FallWindow rule;
    private final Clock clock;

    private transient ValueState<TerminalFalls> falls;
    /** Lives as long as the registry's entry. */
    private transient ValueState<String> elder;

    private transient long runningSince;

    /** @param clock the one that Flink's timers run by; serialisable, as the JDK's are */
    public FallWindowFunction(FallParameters parameters, Clock clock) {
        this.rule = new FallWindow(parameters);
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        falls = Remembered.value(getRuntimeContext(), "falls", TerminalFalls.class);
        elder = Remembered.value(getRuntimeContext(), "elder", String.class);
        runningSince = clock.millis();
    }

    @Override
    public void processElement1(Call call, Context context, Collector<StandingFall> out) throws Exception {
        TimerService timers = context.timerService();
        TerminalFalls before = remembered();
        remember(before, rule.take(before, call, timers.currentProcessingTime()), timers);
    }

    @Override
    public void processElement2(Terminal terminal, Context context, Collector<StandingFall> out) throws Exception {
        if (terminal.elder() == null) {
            elder.clear();
            return;
        }
        elder.update(terminal.elder());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<StandingFall> out) throws Exception {
        TimerService timers = context.timerService();
        TerminalFalls before = remembered();
        FallWindow.Step step = context.timeDomain() == TimeDomain.EVENT_TIME
                ? rule.atEventTime(before, timestamp)
                : rule.atClock(before, timers.currentProcessingTime(), runningSince);
        for (PendingFall fall : step.standing()) {
            out.collect(new StandingFall(fall.fall(), fall.endsAt(), elder.value()));
        }
        remember(before, step.state(), timers);
    }

    private TerminalFalls remembered() throws Exception {
        @Nullable TerminalFalls state = falls.value();
        return state == null ? TerminalFalls.NONE : state;
    }

    private void remember(TerminalFalls before, TerminalFalls after, TimerService timers) throws Exception {
        difference(before.eventTimes(), after.eventTimes()).forEach(timers::deleteEventTimeTimer);
        difference(before.clockTimes(), after.clockTimes()).forEach(timers::deleteProcessingTimeTimer);
        difference(after.eventTimes(), before.eventTimes()).forEach(timers::registerEventTimeTimer);
        difference(after.clockTimes(), before.clockTimes()).forEach(timers::registerProcessingTimeTimer);
        if (after.isNothing()) {
            falls.clear();
            return;
        }
        falls.update(after);
    }

    private static Set<Long> difference(Set<Long> times, Set<Long> others) {
        return times.stream().filter(time -> !others.contains(time)).collect(Collectors.toUnmodifiableSet());
    }
}
