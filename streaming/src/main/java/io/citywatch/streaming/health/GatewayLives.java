package io.citywatch.streaming.health;

import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.health.GatewayLife;
import io.citywatch.streaming.rules.health.HealthParameters;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The lives of all gateways, as pulses that are broadcast to a step tell them. */
public final class GatewayLives {
    public static final MapStateDescriptor<String, GatewayLife> STATE =
            new MapStateDescriptor<>("gateways", Types.STRING, TypeInformation.of(GatewayLife.class));

    private static final long MOST_AHEAD_MILLIS = 120_000;

    private GatewayLives() {}

    /** Takes a pulse, of its gateway and of the platform as a whole. */
    public static void take(BroadcastState<String, GatewayLife> lives, GatewayPulse pulse, HealthParameters parameters)
            throws Exception {
        if (pulse.at() > pulse.loggedAt() + MOST_AHEAD_MILLIS) {
            return; // nor is it believed as a watermark
        }
        put(lives, pulse.gateway(), pulse.boot(), pulse.at(), parameters);
        put(lives, GatewayLife.ANY, "", pulse.at(), parameters);
    }

    /** Null if it never pulsed, and neither did any other. */
    public static @Nullable GatewayLife find(ReadOnlyBroadcastState<String, GatewayLife> lives, String gateway)
            throws Exception {
        @Nullable GatewayLife life = lives.get(gateway);
        return life == null ? lives.get(GatewayLife.ANY) : life;
    }

    private static void put(
            BroadcastState<String, GatewayLife> lives,
            String gateway,
            String boot,
            long at,
            HealthParameters parameters)
            throws Exception {
        @Nullable GatewayLife before = lives.get(gateway);
        lives.put(gateway, GatewayLife.onPulse(before, boot, at, parameters));
    }
}
