package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.demo.AccessFile;
import io.citywatch.standalone.demo.Demo;
import io.citywatch.standalone.demo.DemoOptions;
import io.citywatch.standalone.demo.DemoReport;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A running demo of the whole pilot city: in a real browser, and in what it says of itself at the end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CityIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    static Path folder;

    private static Demo demo;

    @BeforeAll
    static void start() {
        demo = Demo.start(
                new DemoOptions(
                        7L,
                        CitySize.pilot(),
                        Ports.free(),
                        folder,
                        Path.of("target", "postgresql").toAbsolutePath(),
                        false,
                        Duration.ofMinutes(2),
                        System.currentTimeMillis()),
                new Quiet());
    }

    @AfterAll
    static void stop() {
        demo.close();
        assertThat(folder.resolve("access.json"))
                .as("tokens of a demo that is over")
                .doesNotExist();
    }

    @Test
    @Order(1)
    void aSecondDemoIsToldWhoHoldsTheFolder() {
        Assertions.assertThatThrownBy(() -> DataFolder.take(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
    }

    @Test
    @Order(2)
    void anOperatorSeesAPressAndAVolunteerAcceptsItInTheBrowser() throws IOException {
        AccessFile access = demo.access();
        AccessFile.Device terminal = access.devices().stream()
                .filter(device -> device.kind() == DeviceKind.CALL_TERMINAL)
                .findFirst()
                .orElseThrow();
        AccessFile.Responder responder = access.responders().get(0);
        Path pictures = Path.of(System.getProperty("citywatch.pictures", "target/pictures"))
                .toAbsolutePath();
        Files.createDirectories(pictures);
        try (Browser browser = new Browser(Map.of(
                "consoleUrl", access.consoleUrl(),
                "chromium", CHROMIUM.toString(),
                "locale", "en-GB",
                "pictures", pictures.toString(),
                "operator", Map.of("user", "operator", "password", demo.operatorPassword()),
                "responder", Map.of("id", responder.id(), "token", responder.token())))) {
            browser.step("ready");
            Mosquitto mosquitto = new Mosquitto(URI.create(access.mqttUrl()).getPort());
            String said = mosquitto.publish(
                    terminal.id(),
                    terminal.token(),
                    "devices/" + terminal.id() + "/events/call",
                    "{\"ts\":" + System.currentTimeMillis() + ",\"event\":\"sos\",\"source\":\"pendant\"}");
            assertThat(said).isEmpty();
            Api operator = new Api(access.consoleUrl(), access.tokens().operator());
            JsonNode incident = operator.await(
                            "/incidents?device=" + terminal.id(),
                            SOON,
                            body -> body.path("items").size() == 1)
                    .at("/items/0");

            browser.tell(Map.of("incident", incident.path("id").asText()));

            assertThat(browser.step("seen").path("severity").asText()).isEqualTo("P1");
            JsonNode offered = browser.step("offered");
            assertThat(offered.path("state").asText()).isEqualTo("OFFERED");
            assertThat(offered.path("card").asText())
                    .as("nothing of the person before acceptance")
                    .doesNotContain("广澳");
            assertThat(browser.step("accepted").path("card").asText())
                    .as("the door, after acceptance")
                    .contains("广澳");
            browser.step("cleared");
            assertThat(browser.step("closed").path("faults"))
                    .as("faults in the pages")
                    .isEmpty();
            JsonNode closed = operator.get("/incidents/" + incident.path("id").asText() + "?reason=test");
            assertThat(closed.path("state").asText()).isEqualTo("CLOSED");
            assertThat(closed.at("/stages/accepted").asLong()).isPositive();
            assertThat(closed.at("/stages/arrived").asLong()).isPositive();
        }
    }

    @Test
    @Order(3)
    void everySceneIsSeenAsItWasAndEveryIncidentIsClosed() {
        assertThat(demo.finish(Duration.ofMinutes(6)))
                .as("all incidents closed")
                .isTrue();

        DemoReport report = demo.report();

        assertThat(report.truth())
                .isNotEmpty()
                .allSatisfy(
                        scene -> assertThat(scene.right()).as(scene.toString()).isTrue());
        for (String name : new String[] {"elder", "smoke"}) {
            DemoReport.Family family = report.families().get(name);
            assertThat(family.offers()).as(name).isPositive();
            assertThat(family.accepted()).as(name).isPositive();
            assertThat(family.resolved()).as(name).isPositive();
        }
        assertThat(report.messages()).isPositive();
        assertThat(report.startMillis()).isNotNull();
        assertThat(report.pressToOfferMillis().count()).isPositive();
    }

    private static final class Quiet implements Progress {
        @Override
        public void started(String part, String where, Duration took) {}

        @Override
        public void say(String line) {}
    }
}
