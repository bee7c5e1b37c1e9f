package io.citywatch.streaming.elder;

import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.StateReport;
import org.jspecify.annotations.Nullable;

/** Something new of a call terminal: exactly one of what it names. */
public record HomeNews(
        String terminal,
        @Nullable Call call,
        @Nullable ServiceOrder order,
        @Nullable StateReport state,
        @Nullable RegisteredDevice registered,
        @Nullable MissedPerson missed) {
    static HomeNews of(Call call) {
        return new HomeNews(call.device(), call, null, null, null, null);
    }

    static HomeNews of(ServiceOrder order) {
        return new HomeNews(order.device(), null, order, null, null, null);
    }

    static HomeNews of(StateReport state) {
        return new HomeNews(state.device(), null, null, state, null, null);
    }

    static HomeNews of(RegisteredDevice registered) {
        return new HomeNews(registered.device(), null, null, null, registered, null);
    }

    static HomeNews of(MissedPerson missed) {
        return new HomeNews(missed.terminal(), null, null, null, null, missed);
    }
}
