package io.citywatch.simulators.truth.story;

import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who presses the button, in need or in play; and what else comes from a base that is no call for help. */
final class Presses implements Stories.Story {
    private static final String[] SERVICES = {"01.01", "02.03", "04.02", "05.01", "08.02"};
    private static final long NOTICED_WITHIN = 60_000;
    private static final long DAY = 24 * 3_600_000L;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 5; i++) {
            press(day, day.cast().elder(day.random()), day.between(0, 24), "in need");
        }
        inPlay(day, 4, "a child plays with the button");
        inPlay(day, 3, "pressed three times");
        inPlay(day, 2, "pressed twice");
        for (int i = 0; i < 5; i++) {
            harmless(day, "ok");
            harmless(day, "cancel");
        }
        for (int i = 0; i < 4; i++) {
            service(day);
        }
        garbled(day);
        garbled(day);
    }

    static long press(Stories.Day day, Home home, long at, String story) {
        String terminal = String.valueOf(home.terminal());
        long received = day.script().call(terminal, at, "sos", day.random().nextBoolean() ? "pendant" : "base");
        day.script().label(Label.truth("E1", story, Set.of(terminal), received, received, received + NOTICED_WITHIN));
        return received;
    }

    private static void inPlay(Stories.Day day, int presses, String story) {
        Home home = day.cast().elder(day.random());
        long at = day.between(8, 18);
        long received = 0;
        for (int i = 0; i < presses; i++) {
            received = press(day, home, at, story);
            at += day.seconds(20, 3_600);
        }
        Script script = day.script();
        if (presses >= 4) {
            script.label(Label.truth("E9", story, Stories.Day.person(home), received, received, received + DAY / 4));
        } else {
            script.label(Label.nearMiss("E9", story, Stories.Day.person(home), received - DAY / 2, received + DAY / 4));
        }
    }

    private static void harmless(Stories.Day day, String event) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long at = day.between(6, 22);
        day.script().call(terminal, at, event, "base");
        for (String rule : List.of("E1", "E11", "D3")) {
            day.script().label(Label.nearMiss(rule, event, Set.of(terminal), at, at + 600_000));
        }
    }

    private static void service(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long received = day.script()
                .alarm(
                        terminal,
                        TelemetryKind.CALL,
                        day.between(8, 18),
                        Map.of(
                                "event",
                                "service",
                                "source",
                                "base",
                                "service",
                                SERVICES[day.random().nextInt(SERVICES.length)]));
        day.script()
                .label(Label.truth(
                        "E11", "a service", Stories.Day.person(home), received, received, received + NOTICED_WITHIN));
        day.script().label(Label.nearMiss("E1", "a service", Set.of(terminal), received, received + 600_000));
    }

    private static void garbled(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long received = day.script().garble(terminal, TelemetryKind.CALL, day.between(0, 24), "\"event\":\"so");
        day.script()
                .label(Label.truth(
                        "D3", "garbled", Stories.Day.person(home), received, received, received + NOTICED_WITHIN));
        day.script().label(Label.nearMiss("E1", "garbled", Set.of(terminal), received, received + 600_000));
    }
}
