package io.citywatch.standalone.cli;

import io.citywatch.standalone.config.RoleConfig;
import io.citywatch.standalone.platform.TerminalProgress;
import io.citywatch.standalone.role.DetectionRole;
import io.citywatch.standalone.role.DispatchRole;
import io.citywatch.standalone.role.GatewayRole;
import io.citywatch.standalone.role.Role;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One role alone, for a cluster: it runs until Ctrl-C or SIGTERM. */
final class RoleCommands {
    private RoleCommands() {}

    /** What the three have in common. */
    static final class Options {
        @Option(names = "--config", paramLabel = "FILE", description = "YAML; docs/configuration.md lists the keys.")
        private @Nullable Path config;

        private int run(Terminal terminal, String name, Function<RoleConfig, Role> start) {
            TerminalProgress progress = new TerminalProgress(terminal.err());
            RoleConfig roleConfig = RoleConfig.load(config, CommandLineData.folder());
            Shutdown shutdown = Shutdown.onSignal();
            try (Role role = start.apply(roleConfig)) {
                progress.say("Citywatch " + name + ": " + role.address() + "   health and metrics on port "
                        + role.managementPort());
                shutdown.await();
                progress.say("stopping");
            } finally {
                shutdown.done();
            }
            return 0;
        }
    }

    @Command(
            name = "gateway",
            description = "Runs a gateway alone, before an outside log.",
            mixinStandardHelpOptions = true)
    static final class Gateway implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Options options = new Options();

        Gateway(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return options.run(terminal, "gateway", GatewayRole::start);
        }
    }

    @Command(
            name = "detection",
            description = "Runs the detection jobs alone, in this process or on a Flink cluster.",
            mixinStandardHelpOptions = true)
    static final class Detection implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Options options = new Options();

        Detection(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return options.run(terminal, "detection", DetectionRole::start);
        }
    }

    @Command(
            name = "dispatch",
            description = "Runs dispatch alone: incidents, offers, API and console.",
            mixinStandardHelpOptions = true)
    static final class Dispatch implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Options options = new Options();

        Dispatch(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return options.run(terminal, "dispatch", DispatchRole::start);
        }
    }
}
