package io.citywatch.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.registry.Responder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shifts as PostgreSQL sees them against shifts as the model means them. */
class WeekMinutesTest {
    private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");
    /** A Monday. */
    private static final LocalDateTime WEEK = LocalDateTime.of(2026, 11, 23, 0, 0);

    private static Responder serving(List<Responder.Shift> shifts) {
        return new Responder(
                "r1", "陈明", List.of(Responder.Role.VOLUNTEER), null, null, 23.0, 116.0, null, null, shifts);
    }

    private static boolean covers(String ranges, int minute) {
        Matcher range = RANGE.matcher(ranges);
        while (range.find()) {
            if (minute >= Integer.parseInt(range.group(1)) && minute < Integer.parseInt(range.group(2))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void somebodyWithoutShiftsAlwaysServes() {
        assertThat(WeekMinutes.of(serving(List.of()))).isNull();
    }

    @Test
    void aNightOfSundayEndsOnMonday() {
        String ranges = WeekMinutes.of(serving(List.of(new Responder.Shift(List.of(7), "22:00", "06:00"))));

        assertThat(ranges).isEqualTo("{[9960,10080),[0,360)}");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void saysTheSameAsTheModelAtEveryMinuteOfTheWeek(long seed) {
        Random random = new Random(seed);
        List<Responder.Shift> shifts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            shifts.add(new Responder.Shift(
                    List.of(1 + random.nextInt(7), 1 + random.nextInt(7)), time(random), time(random)));
        }
        Responder responder = serving(shifts);
        String ranges = WeekMinutes.of(responder);

        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            LocalDateTime local = WEEK.plusMinutes(minute).plusSeconds(random.nextInt(60));
            assertThat(covers(ranges, WeekMinutes.at(local)))
                    .as("seed %d: %s at %s", seed, shifts, local)
                    .isEqualTo(responder.servesAt(local));
        }
    }

    private static String time(Random random) {
        return "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
    }
}
