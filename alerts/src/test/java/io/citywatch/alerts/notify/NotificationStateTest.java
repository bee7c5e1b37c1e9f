package io.citywatch.alerts.notify;

import static io.citywatch.alerts.notify.NotificationState.CONFIRMED;
import static io.citywatch.alerts.notify.NotificationState.FAILED;
import static io.citywatch.alerts.notify.NotificationState.NOT_SENT;
import static io.citywatch.alerts.notify.NotificationState.PENDING;
import static io.citywatch.alerts.notify.NotificationState.SENDING;
import static io.citywatch.alerts.notify.NotificationState.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotificationStateTest {
    private static final Map<NotificationState, Set<NotificationState>> TABLE = Map.of(
            PENDING, EnumSet.of(SENDING, SENT, CONFIRMED, FAILED, NOT_SENT),
            SENDING, EnumSet.of(PENDING, SENDING, SENT, CONFIRMED, FAILED, NOT_SENT),
            SENT, EnumSet.of(CONFIRMED, FAILED, NOT_SENT),
            CONFIRMED, EnumSet.noneOf(NotificationState.class),
            FAILED, EnumSet.of(CONFIRMED),
            NOT_SENT, EnumSet.of(CONFIRMED));

    @Test
    void becomesWhatTheTableSaysAndNothingElse() {
        for (NotificationState from : NotificationState.values()) {
            for (NotificationState to : NotificationState.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(TABLE.get(from).contains(to));
            }
        }
    }

    @Test
    void onlyWhatIsLiveIsLookedAtAgain() {
        assertThat(EnumSet.allOf(NotificationState.class).stream().filter(NotificationState::isLive))
                .containsExactly(PENDING, SENDING, SENT);
    }
}
