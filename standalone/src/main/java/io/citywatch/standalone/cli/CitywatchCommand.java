package io.citywatch.standalone.cli;

import io.citywatch.roads.RoadsException;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.replay.BadRecording;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The top command. Exit codes: 0 done, 1 it could not do what it was asked for, 2 the command line is wrong. */
@Command(
        name = "citywatch",
        description = "Citywatch: from a city's field devices to the nearest person who can help.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            RoleCommands.Gateway.class,
            RoleCommands.Detection.class,
            RoleCommands.Dispatch.class,
            ReplayCommand.class,
            ScoreCommand.class,
            AuditCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "The launcher itself knows:",
            "  test [--long]   installs what the tests need and runs them",
            "  bench NAME      measures, beside peers where there are any"
        })
public final class CitywatchCommand {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says this.")
    @SuppressWarnings("UnusedVariable") // picocli says it and ends
    private boolean help;

    private CitywatchCommand() {}

    public static int execute(String... arguments) {
        Terminal terminal = Terminal.take();
        CommandLine commandLine = new CommandLine(new CitywatchCommand(), new Commands(terminal));
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StartFailure
                    || failure instanceof BadRecording
                    || failure instanceof RoadsException) {
                command.getErr().println("citywatch: " + failure.getMessage());
            } else {
                LoggerFactory.getLogger(CitywatchCommand.class).error("{} failed", command.getCommandName(), failure);
            }
            return 1;
        });
        return commandLine.execute(arguments);
    }

    /** Gives each command the terminal that it speaks to. */
    private record Commands(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Terminal.class})) {
                    return type.cast(constructor.newInstance(terminal));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
