package io.citywatch.standalone.cli;

import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.TerminalProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The platform alone, for real devices. */
@Command(name = "run", description = "Runs the platform alone, until Ctrl-C.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "YAML; docs/configuration.md lists the keys.")
    private @Nullable Path config;

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TerminalProgress progress = new TerminalProgress(terminal.err());
        PlatformConfig platformConfig = PlatformConfig.load(config, CommandLineData.folder());
        Shutdown shutdown = Shutdown.onSignal();
        try (DataFolder folder = DataFolder.take(platformConfig.dataFolder())) {
            progress.say("Citywatch, data in " + folder.root());
            try (Platform platform = Platform.start(platformConfig, List.of(), progress)) {
                progress.say("console " + platform.consoleUrl() + "   devices mqtt://" + platformConfig.host() + ":"
                        + platform.mqttPort() + "   stop with Ctrl-C");
                progress.say(
                        platform.mqttsPort().isPresent()
                                ? "devices by TLS  mqtts://" + platformConfig.host() + ":"
                                        + platform.mqttsPort().getAsInt()
                                : "no TLS for devices: gateway.tls.certificate-file and gateway.tls.key-file are not set");
                shutdown.await();
                progress.say("stopping");
            }
        } finally {
            shutdown.done();
        }
        return 0;
    }
}
