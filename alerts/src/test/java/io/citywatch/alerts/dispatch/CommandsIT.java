package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.command.CommandDesk;
import io.citywatch.alerts.command.CommandState;
import io.citywatch.alerts.command.DeviceCommand;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TransitionTable;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands from giving to their end, on a real PostgreSQL. */
class CommandsIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.smokeSensor("drone", City.at(0, 0), Map.of());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private CommandDesk.Given give(Duration within) {
        return test.core
                .commandDesk()
                .give(
                        "drone",
                        Command.Action.SPEAK,
                        Map.of("text", "请离开"),
                        test.clock.instant().plus(within),
                        CoreUnderTest.OPERATOR);
    }

    private DeviceCommand given(Duration within) {
        return ((CommandDesk.Given.Accepted) give(within)).command();
    }

    private DeviceCommand now(DeviceCommand command) {
        return test.core.commandDesk().find("drone", command.id()).orElseThrow();
    }

    private void acknowledge(DeviceCommand command) {
        test.database.inTransaction(transaction -> test.core
                .commandDesk()
                .delivered(transaction, new Receipt("drone", command.id(), 1, "g", test.clock.instant())));
    }

    private java.util.Optional<String> answer(String device, DeviceCommand command, String status) {
        CommandResult result = new CommandResult(test.clock.instant(), status, "said so");
        return test.core
                .commandDesk()
                .answered(new CommandResult.Logged(device, command.id(), test.clock.instant(), result));
    }

    @Test
    void allowsExactlyTheWrittenTransitions() {
        TransitionTable.check(
                CommandState.values(),
                CommandState::mayBecome,
                Map.of(
                        CommandState.QUEUED,
                        "DELIVERED DONE FAILED REFUSED EXPIRED",
                        CommandState.DELIVERED,
                        "DONE FAILED REFUSED EXPIRED",
                        CommandState.DONE,
                        "",
                        CommandState.FAILED,
                        "",
                        CommandState.REFUSED,
                        "",
                        CommandState.EXPIRED,
                        ""));
    }

    @Test
    void owesACommandToTheDeviceUntilItAnswered() {
        DeviceCommand command = given(Duration.ofMinutes(5));
        assertThat(command.state()).isEqualTo(CommandState.QUEUED);
        PendingMessage owed = test.commands().get(0);
        assertThat(owed.topic()).isEqualTo("devices/drone/commands");
        assertThat(owed.until()).isEqualTo(command.deadline());
        Command payload = CoreUnderTest.read(owed.payload().getBytes(StandardCharsets.UTF_8), Command.class);
        assertThat(payload.parameters()).isEqualTo(Map.of("text", "请离开"));

        test.pass(Duration.ofSeconds(1));
        acknowledge(command);
        assertThat(now(command).state()).isEqualTo(CommandState.DELIVERED);
        assertThat(answer("drone", command, "done")).isEmpty();

        assertThat(now(command).state()).isEqualTo(CommandState.DONE);
        assertThat(now(command).result().reason()).isEqualTo("said so");
        List<PendingMessage> messages = test.commands();
        assertThat(messages).extracting(PendingMessage::revision).containsExactly(1L, 2L);
        assertThat(messages.get(1).settled()).isTrue();
        assertThat(test.events.of(LiveEvents.COMMAND))
                .extracting(event -> ((DeviceCommand) event).state())
                .containsExactly(CommandState.QUEUED, CommandState.DELIVERED, CommandState.DONE);
        assertThat(audited("command.give")).isEqualTo(1);
    }

    private long audited(String action) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM audit WHERE action = ?", action)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void takesReceiptsAndResultsOnceHoweverOftenAndInWhateverOrderTheyCome() {
        DeviceCommand command = given(Duration.ofMinutes(5));
        assertThat(answer("drone", command, "failed")).isEmpty();
        DeviceCommand first = now(command);
        test.pass(Duration.ofSeconds(10));

        answer("drone", command, "done");
        acknowledge(command);
        acknowledge(command);

        assertThat(now(command).state()).isEqualTo(CommandState.FAILED);
        assertThat(now(command).result()).isEqualTo(first.result());
        assertThat(test.commands()).hasSize(2);
    }

    @Test
    void refusesTheResultOfAnotherDevice() {
        DeviceCommand command = given(Duration.ofMinutes(5));

        assertThat(answer("other", command, "done")).isPresent();
        assertThat(now(command).state()).isEqualTo(CommandState.QUEUED);
        assertThat(test.core.commandDesk().find("other", command.id())).isEmpty();
    }

    @Test
    void expiresAfterARestartTooAndKeepsAResultThatComesLater() {
        DeviceCommand queued = given(Duration.ofMinutes(1));
        DeviceCommand delivered = given(Duration.ofMinutes(1));
        acknowledge(delivered);
        test.clock.pass(Duration.ofMinutes(2));
        DispatchCore restarted = DispatchCore.assemble(
                test.database,
                test.events,
                DispatchRules.DEFAULTS,
                test.clock,
                () -> "unused",
                DispatchCore.Around.nothing());

        restarted.timers().runDue();

        assertThat(now(queued).state()).isEqualTo(CommandState.EXPIRED);
        assertThat(now(delivered).state()).isEqualTo(CommandState.EXPIRED);
        assertThat(test.commands().stream().filter(PendingMessage::settled)).hasSize(2);
        answer("drone", delivered, "done");
        assertThat(now(delivered).state()).isEqualTo(CommandState.EXPIRED);
        assertThat(now(delivered).result().status()).isEqualTo("done");
        assertThat(test.commands().stream().filter(PendingMessage::settled)).hasSize(2);
    }

    @Test
    void keepsAtMostSixteenOpenWhoeverAsksAtTheSameTime() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<CommandDesk.Given>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> give(Duration.ofMinutes(5)));
            }
            int accepted = 0;
            for (Future<CommandDesk.Given> each : pool.invokeAll(calls)) {
                accepted += each.get() instanceof CommandDesk.Given.Accepted ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(CommandDesk.MOST_OPEN);
        } finally {
            pool.shutdownNow();
        }
        assertThat(give(Duration.ofMinutes(5))).isEqualTo(new CommandDesk.Given.TooMany(16));
        answer(
                "drone",
                test.core.commandDesk().list("drone", null, 1).orElseThrow().get(0),
                "done");
        assertThat(give(Duration.ofMinutes(5))).isInstanceOf(CommandDesk.Given.Accepted.class);
    }

    @Test
    void refusesDeadlinesThatArePastOrTooFarAndCommandsThatAreTooLarge() {
        Instant now = test.clock.instant();
        for (Instant deadline : List.of(now, now.plus(Duration.ofHours(25)))) {
            assertThatThrownBy(() -> test.core
                            .commandDesk()
                            .give("drone", Command.Action.SIREN, Map.of(), deadline, CoreUnderTest.OPERATOR))
                    .hasMessageStartingWith("deadline: ");
        }
        assertThatThrownBy(() -> test.core
                        .commandDesk()
                        .give(
                                "drone",
                                Command.Action.SPEAK,
                                Map.of("text", "x".repeat(5_000)),
                                now.plusSeconds(60),
                                CoreUnderTest.OPERATOR))
                .hasMessageContaining("expected: at most 4096");
        assertThat(test.commands()).isEmpty();
        assertThat(test.core
                        .commandDesk()
                        .give("nobody", Command.Action.SIREN, Map.of(), now.plusSeconds(60), CoreUnderTest.OPERATOR))
                .isEqualTo(new CommandDesk.Given.UnknownDevice());
    }
}
