package io.citywatch.alerts.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.notify.Notification.Owed;
import io.citywatch.model.registry.Channel;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Owed OWED = new Owed("offer", "incident", "r", false);

    private final Ladder ladder = new Ladder(ChannelsConfig.DEFAULTS, EnumSet.of(Channel.CALL, Channel.SMS));

    @Test
    void waitsForTheAppBeforeItCalls() {
        List<Notification> rows = ladder.begin(OWED, person("13800000000", null, Addressee.App.THERE), NOW);

        assertThat(rows).extracting(Notification::channel).containsExactly(Channel.PUSH);
        assertThat(rows.get(0).state()).isEqualTo(NotificationState.SENT);
        assertThat(rows.get(0).dueAt()).isEqualTo(NOW.plusSeconds(8));
    }

    @Test
    void callsAtOnceWhoseAppIsAway() {
        List<Notification> rows = ladder.begin(OWED, person("13800000000", null, Addressee.App.AWAY), NOW);

        assertThat(told(rows)).containsExactly("push FAILED app not connected", "call PENDING null");
        assertThat(rows.get(1).dueAt()).isEqualTo(NOW);
    }

    @Test
    void goesFromPushToCallToSmsAndEndsThere() {
        Addressee person = person("138 0000-0000", null, Addressee.App.UNKNOWN);
        Notification push = ladder.begin(OWED, person, NOW).get(0);
        List<Notification> call = ladder.giveUp(push, "no receipt", person, null, NOW);
        List<Notification> sms = ladder.giveUp(call.get(1), "busy", person, null, NOW);
        List<Notification> end = ladder.giveUp(sms.get(1), "http 400", person, null, NOW);

        assertThat(told(call)).containsExactly("push FAILED no receipt", "call PENDING null");
        assertThat(told(sms)).containsExactly("call FAILED busy", "sms PENDING null");
        assertThat(told(end)).containsExactly("sms NOT_SENT http 400; no channel left");
    }

    @Test
    void saysOfEachChannelWhyItIsNoWay() {
        assertThat(afterPush(person(null, null, Addressee.App.UNKNOWN), OWED))
                .containsExactly(
                        "push FAILED no receipt", "call NOT_SENT no phone number", "sms NOT_SENT no phone number");
        assertThat(afterPush(person("ask at the desk", null, Addressee.App.UNKNOWN), OWED))
                .contains("call NOT_SENT the phone number cannot be dialled");
        assertThat(afterPush(person("13800000000", Set.of(Channel.SMS), Addressee.App.UNKNOWN), OWED))
                .containsExactly(
                        "push FAILED no receipt", "call NOT_SENT not wanted by the person", "sms PENDING null");
        assertThat(afterPush(person("13800000000", null, Addressee.App.UNKNOWN), new Owed("o", "i", "r", true)))
                .containsExactly("push FAILED no receipt", "call NOT_SENT a drill", "sms NOT_SENT a drill");
    }

    @Test
    void saysSoWhereNobodyProvidesAChannel() {
        Ladder bare = new Ladder(ChannelsConfig.DEFAULTS, Set.of());
        Addressee person = person("13800000000", null, Addressee.App.UNKNOWN);
        Notification push = bare.begin(OWED, person, NOW).get(0);

        assertThat(told(bare.giveUp(push, "no receipt", person, null, NOW)))
                .contains("call NOT_SENT no provider is set up", "sms NOT_SENT no provider is set up");
    }

    @Test
    void beginsNothingForAnOfferThatIsOver() {
        Addressee person = person("13800000000", null, Addressee.App.UNKNOWN);
        Notification push = ladder.begin(OWED, person, NOW).get(0);

        assertThat(told(ladder.giveUp(push, "no receipt", person, "the offer is withdrawn", NOW)))
                .containsExactly("push NOT_SENT no receipt; the offer is withdrawn");
    }

    private List<String> afterPush(Addressee person, Owed owed) {
        return told(ladder.giveUp(ladder.begin(owed, person, NOW).get(0), "no receipt", person, null, NOW));
    }

    private static Addressee person(@Nullable String phone, @Nullable Set<Channel> wants, Addressee.App app) {
        return new Addressee("r", phone, wants, app);
    }

    private static List<String> told(List<Notification> rows) {
        return rows.stream()
                .map(row -> row.channel().text() + " " + row.state() + " " + row.reason())
                .toList();
    }
}
