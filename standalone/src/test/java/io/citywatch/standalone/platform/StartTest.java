package io.citywatch.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.config.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand in the way of a start is named: which thing, which value, what was expected. */
final class StartTest {
    @TempDir
    Path folder;

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports free = Ports.free();
            Ports ports = new Ports(
                    free.http(),
                    taken.getLocalPort(),
                    free.kafka(),
                    free.kafkaController(),
                    free.postgres(),
                    free.questdb(),
                    free.mqtts(),
                    free.ws());

            assertThatThrownBy(() -> ports.requireFree(true))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("mqtt " + taken.getLocalPort())
                    .hasMessageNotContaining("http " + free.http());
        }
    }

    @Test
    void refusesAPortThatDoesNotExist() {
        assertThatThrownBy(() -> Ports.from(65_533)).hasMessage("--port-base: 65533 (expected: 1-65528)");
    }

    @Test
    void refusesAFolderWithOtherThings() throws IOException {
        Files.writeString(folder.resolve("letters.txt"), "mine");

        assertThatThrownBy(() -> DataFolder.take(folder)).hasMessageContaining("holds other things");
        assertThat(folder.resolve("letters.txt")).exists();
    }

    @Test
    void wipesEverythingButItsLock() throws IOException {
        Path own = folder.resolve("own");
        try (DataFolder data = DataFolder.take(own)) {
            Files.createDirectories(data.resolve("kafka").resolve("deep"));
            Files.writeString(data.resolve("kafka").resolve("deep").resolve("log"), "x");

            data.wipe();

            assertThat(own).isDirectoryContaining("glob:**/lock");
            assertThat(data.resolve("kafka")).doesNotExist();
            assertThatThrownBy(() -> DataFolder.take(own)).hasMessageContaining("in use by process");
        }
        DataFolder.take(own).close();
    }

    @Test
    void readsTheConfigurationAndRefusesWhatItDoesNotKnow() throws IOException {
        Path file = folder.resolve("city.yaml");
        Files.writeString(file, "citywatch:\n  data-folder: /srv/city\n  ports:\n    mqtt: 2883\n");

        PlatformConfig config = PlatformConfig.load(file, folder);

        assertThat(config.dataFolder()).isEqualTo(Path.of("/srv/city"));
        assertThat(config.ports()).isEqualTo(new Ports(8080, 2883, 9092, 9093, 5433, 9000, 8883, 8083));
        assertThat(config.host()).isEqualTo("127.0.0.1");

        Files.writeString(file, "citywatch:\n  ports:\n    mqqt: 2883\n");
        assertThatThrownBy(() -> PlatformConfig.load(file, folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("unknown key 'citywatch.ports.mqqt'")
                .hasMessageContaining("ports.mqtt");

        Files.writeString(file, "citywatch:\n  ports:\n    mqtt: high\n");
        assertThatThrownBy(() -> PlatformConfig.load(file, folder))
                .hasMessage("citywatch.ports.mqtt: 'high' (expected: a whole number)");
    }
}
