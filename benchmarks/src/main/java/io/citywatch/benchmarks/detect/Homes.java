package io.citywatch.benchmarks.detect;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Elders' call terminals: heartbeats and activity, half and half, each terminal in turn; vitals and fixes; and calls,
 * of which a fifth are falls (half of them cancelled) and half tell that the mains went, or came back.
 */
final class Homes implements Part {
    private static final int STRIDE = 4_999;
    private static final long CANCEL_AFTER_MILLIS = 300;

    private final SplittableRandom random = new SplittableRandom(13);
    private final Speakers terminals = new Speakers(FullCity.ELDERS);
    private final double beats;
    private final double vitals;
    private final double fixes;
    private final double calls;

    /**
     * @param perSecond messages
     * @param callShare how many of them are calls
     */
    Homes(double perSecond, double callShare) {
        vitals = perSecond * 0.05;
        fixes = perSecond * 0.02;
        calls = perSecond * callShare;
        beats = (perSecond - vitals - fixes - calls) / 2;
    }

    @Override
    public void speak(long second, long from, Consumer<CityMessage> out) {
        each(second, beats, 1, (i, at) -> {
            int terminal = (int) (i % FullCity.ELDERS);
            out.accept(bulk(terminal, TelemetryKind.STATE, from + at, state()));
            out.accept(bulk(
                    (terminal + FullCity.ELDERS / 2) % FullCity.ELDERS,
                    TelemetryKind.ACTIVITY,
                    from + at,
                    "\"motion\":" + random.nextInt(1, 9)));
        });
        each(
                second,
                vitals,
                STRIDE,
                (i, at) -> out.accept(bulk(
                        (int) (i % FullCity.ELDERS),
                        TelemetryKind.VITALS,
                        from + at,
                        String.format(Locale.ROOT, "\"heartRate\":%d,\"spo2\":%d", 60 + i % 30, 95 + i % 4))));
        each(
                second,
                fixes,
                STRIDE,
                (i, at) -> out.accept(bulk(
                        (int) (i % FullCity.ELDERS),
                        TelemetryKind.FIX,
                        from + at,
                        String.format(Locale.ROOT, "\"lat\":%.5f,\"lon\":%.5f,\"accuracy\":12", 23.36, 116.7))));
        each(second, calls, STRIDE, (i, at) -> call(i / STRIDE, (int) (i % FullCity.ELDERS), from + at, out));
    }

    private interface At {
        void say(long number, long millis);
    }

    private static void each(long second, double perSecond, int stride, At out) {
        long first = Part.until(second, perSecond);
        long end = Part.until(second + 1, perSecond);
        for (long i = first; i < end; i++) {
            out.say(i * stride, (i - first) * 1_000 / (end - first));
        }
    }

    private void call(long number, int terminal, long at, Consumer<CityMessage> out) {
        switch ((int) (number % 20)) {
            case 0, 1 -> out.accept(call(terminal, at, "sos", "pendant"));
            case 2, 3 -> out.accept(call(terminal, at, "fall", "pendant"));
            case 4, 5 -> {
                out.accept(call(terminal, at, "fall", "pendant"));
                out.accept(call(terminal, at + CANCEL_AFTER_MILLIS, "cancel", "base"));
            }
            case 6, 7, 8, 9, 10 -> out.accept(call(terminal, at, "mains-lost", "base"));
            case 11, 12, 13, 14, 15 -> out.accept(call(terminal, at, "mains-restored", "base"));
            default -> out.accept(call(terminal, at, "ok", "base"));
        }
    }

    private CityMessage call(int terminal, long at, String event, String source) {
        return terminals.say(
                terminal,
                FullCity.terminal(terminal),
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                at,
                "\"event\":\"" + event + "\",\"source\":\"" + source + "\"");
    }

    private CityMessage bulk(int terminal, TelemetryKind kind, long at, String fields) {
        return terminals.say(terminal, FullCity.terminal(terminal), kind, Lane.BULK, at, fields);
    }

    private static String state() {
        return "\"online\":true,\"intervalSeconds\":" + FullCity.TERMINAL_SECONDS
                + ",\"battery\":97,\"mains\":true,\"pendantBattery\":80,\"firmware\":\"2.0.1\",\"faults\":[]";
    }
}
