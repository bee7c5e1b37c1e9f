package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Position;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Point;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.demo.AccessFile;
import io.citywatch.standalone.demo.Demo;
import io.citywatch.standalone.demo.DemoOptions;
import io.citywatch.standalone.demo.DemoReport;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.Progress;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.Assertions;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
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
    private static final long SEED = 7;
    private static final CitySize SIZE = CitySize.pilot();
    /** In the ids of devices that are not the simulated city's. */
    private static final String OURS = "-desk-";

    /** As the terminal prints it. */

    /** How many readers saw the motorcycle before anybody missed it. */
    private static final int SEEN_BEFORE = 7;

    @TempDir
    static Path folder;

    private static Demo demo;

    @BeforeAll
    static void start() {
        demo = Demo.start(
                new DemoOptions(
                        SEED,
                        SIZE,
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
    void anOperatorSeesAPressAndAVolunteerAcceptsItInTheBrowser() {
        AccessFile access = demo.access();
        AccessFile.Device terminal = access.devices().stream()
                .filter(device -> device.kind() == DeviceKind.CALL_TERMINAL)
                .findFirst()
                .orElseThrow();
        AccessFile.Responder responder = access.responders().get(0);
        try (Browser browser = new Browser(
                "press.mjs",
                access.consoleUrl(),
                Map.of(
                        "operator", Map.of("user", "operator", "password", demo.operatorPassword()),
                        "responder", Map.of("id", responder.id(), "token", responder.token())))) {
            browser.step("ready");
            String said = mosquitto()
                    .publish(
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
            browser.end();
            JsonNode closed = operator.get("/incidents/" + incident.path("id").asText() + "?reason=test");
            assertThat(closed.path("state").asText()).isEqualTo("CLOSED");
            assertThat(closed.at("/stages/accepted").asLong()).isPositive();
            assertThat(closed.at("/stages/arrived").asLong()).isPositive();
        }
    }

    @Test
    @Order(2)
    void anOperatorMergesSplitsAndClosesARoadInTheBrowser() {
        AccessFile access = demo.access();
        Api operator = new Api(access.consoleUrl(), access.tokens().operator());
        try (Browser browser = new Browser(
                "desk.mjs",
                access.consoleUrl(),
                Map.of("operator", Map.of("user", "operator", "password", demo.operatorPassword())))) {
            browser.step("ready");
            List<String> pressed = new ArrayList<>();
            City city = City.generate(SEED, SIZE);
            for (int i = 0; i < 2; i++) {
                String terminal = "ct" + OURS + i;
                Position at = city.readers().get(i).at().position();
                say(
                        terminal,
                        registered(terminal, "call-terminal", at),
                        "call",
                        "\"event\":\"sos\",\"source\":\"base\"");
                pressed.add(incidentOf(operator, terminal));
            }
            Position house = city.readers().get(2).at().position();
            String[] sensors = {"ss" + OURS + 0, "ss" + OURS + 1};
            for (int i = 0; i < 2; i++) {
                Position at = new Position(house.lat() + 0.0005 * i, house.lon());
                String alarm = "\"obscuration\":15.0,\"temperature\":41.0,\"battery\":90,\"alarm\":true";
                say(sensors[i], registered(sensors[i], "smoke-sensor", at), "smoke", alarm);
                pressed.add(incidentOf(operator, sensors[i]));
            }
            assertThat(pressed.get(3)).as("sixty metres on").isEqualTo(pressed.get(2));
            browser.tell(Map.of(
                    "one", pressed.get(0), "other", pressed.get(1), "fire", pressed.get(2), "second", sensors[1]));
            String apart = browser.step("apart").path("apart").asText();
            assertThat(incidentOf(operator, sensors[1])).isEqualTo(apart).isNotEqualTo(pressed.get(2));
            assertThat(operator.get("/incidents/" + pressed.get(0))
                            .path("state")
                            .asText())
                    .isEqualTo("MERGED");

            String said = browser.step("closed").path("text").asText();
            JsonNode closures = operator.get("/closures").path("items");
            assertThat(closures).hasSize(1);
            assertThat(closures.at("/0/radiusMeters").asDouble()).isEqualTo(120);
            assertThat(closures.at("/0/until").asLong())
                    .isCloseTo(System.currentTimeMillis() + 4 * 3_600_000, within(60_000L));
            assertThat(said).contains(closures.at("/0/streets/0").asText(), "Flooded to the knee");
            Api.Answer opened =
                    operator.call("DELETE", "/closures/" + closures.at("/0/id").asText(), null);
            assertThat(opened.status()).isEqualTo(204);

            browser.tell(Map.of());
            browser.step("open");
            assertThat(operator.get("/closures").path("items")).isEmpty();
            browser.end();
        }
    }

    @Test
    @Order(2)
    void aTrackOpensByConsentAndByASecondPersonInTheBrowser() {
        AccessFile access = demo.access();
        try (Browser browser = new Browser(
                "rights.mjs",
                access.consoleUrl(),
                Map.of(
                        "police", Map.of("user", "police", "password", password("police")),
                        "second", Map.of("user", "admin", "password", password("admin")),
                        "plate", access.vehicles().get(1).plate()))) {
            assertThat(browser.step("consented").path("ground").asText()).isEqualTo("consent");
            assertThat(browser.step("granted").path("own").asInt())
                    .as("nobody agrees to their own")
                    .isZero();
            browser.step("ended");
            browser.end();
        }
    }

    @Test
    @Order(2)
    void aForeignClientComesByTlsAndByWebSocket() throws Exception {
        AccessFile access = demo.access();
        AccessFile.Device sensor = access.devices().stream()
                .filter(device -> device.kind() == DeviceKind.ENVIRONMENT_SENSOR)
                .findFirst()
                .orElseThrow();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(Path.of(access.caFile()))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);

        for (String url : new String[] {access.mqttsUrl().replace("mqtts:", "ssl:"), access.wsUrl()}) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setUserName(sensor.id());
            options.setPassword(sensor.token().toCharArray());
            if (url.startsWith("ssl:")) {
                options.setSocketFactory(context.getSocketFactory());
            }
            try (MqttClient client = new MqttClient(url, sensor.id(), new MemoryPersistence())) {
                client.connect(options);
                client.publish(
                        "devices/" + sensor.id() + "/telemetry/environment",
                        ("{\"ts\":" + System.currentTimeMillis() + ",\"readings\":{\"windSpeed\":1}}")
                                .getBytes(StandardCharsets.UTF_8),
                        1,
                        false);
                client.disconnect();
            }
        }
    }

    @Test
    @Order(3)
    void thePoliceReportAVehicleStolenAndFollowItInTheBrowser() {
        AccessFile access = demo.access();
        AccessFile.Vehicle stolen = access.vehicles().get(0);
        Api operator = new Api(access.consoleUrl(), access.tokens().operator());
        Ride ride = new Ride(
                City.generate(SEED, SIZE),
                new Point(1200, 1500),
                new Point(2400, 2500),
                new Api(access.consoleUrl(), access.tokens().admin()),
                mosquitto(),
                stolen.tag());
        try (Browser browser = new Browser(
                "theft.mjs",
                access.consoleUrl(),
                Map.of(
                        "police",
                        Map.of("user", "police", "password", password("police")),
                        "plate",
                        stolen.plate(),
                        "case",
                        "ST-2026-118",
                        "by",
                        "金平派出所"))) {
            browser.step("ready");
            ride.setOff(SEEN_BEFORE);
            browser.tell(Map.of());
            JsonNode raised = browser.step("raised");
            assertThat(raised.path("severity").asText()).isEqualTo("P1");
            follow(ride, SEEN_BEFORE, browser);
            for (int reads = SEEN_BEFORE + 1; reads <= ride.stops(); reads++) {
                ride.goOn();
                follow(ride, reads, browser);
            }
            browser.tell(Map.of("found", true));
            browser.step("recovered");
            String incident = raised.path("incident").asText();

            // One message tells of both: when it is seen what came of the one, the other was judged too.
            AccessFile.Vehicle other = access.vehicles().get(1);
            Api police = new Api(access.consoleUrl(), access.tokens().police());
            Api.Answer reported =
                    police.post(report(other), Map.of("caseNumber", "ST-2026-119", "reportedBy", "金平派出所"));
            assertThat(reported.status()).as(reported.toString()).isEqualTo(201);
            ride.passAgainWith(other.tag());

            browser.tell(Map.of("other", other.plate()));
            JsonNode quiet = browser.step("quiet");
            assertThat(quiet.path("rows").asInt()).as(quiet.toString()).isZero();
            assertThat(quiet.path("openIncidents").asInt()).as(quiet.toString()).isZero();
            browser.end();
            // It rides as no vehicle can, so that it is not all said in thefts alone.
            List<JsonNode> thefts = thefts(operator, stolen);
            assertThat(thefts).hasSize(1);
            assertThat(thefts.get(0).path("id").asText()).isEqualTo(incident);
            assertThat(thefts.get(0).path("state").asText()).isEqualTo("CLOSED");

            assertThat(police.call("DELETE", report(other), null).status()).isBetween(200, 204);
            assertThat(thefts(operator, other))
                    .extracting(item -> item.path("state").asText())
                    .containsExactly("CANCELLED");
        }
    }

    private static List<JsonNode> thefts(Api operator, AccessFile.Vehicle vehicle) {
        List<JsonNode> thefts = new ArrayList<>();
        operator.get("/incidents?subject=" + encoded(vehicle.plate()))
                .path("items")
                .forEach(item -> {
                    if (item.path("kind").asText().equals("theft")) {
                        thefts.add(item);
                    }
                });
        return thefts;
    }

    private static String report(AccessFile.Vehicle vehicle) {
        return "/vehicles/" + encoded(vehicle.plate()) + "/theft-report";
    }

    /** The page has so many reads on its map, and knows where the newest was and whither it leads. */
    private static void follow(Ride ride, int reads, Browser browser) {
        browser.tell(Map.of("found", false, "count", reads, "reader", ride.newestReader()));
        assertThat(browser.step("followed").path("heading").asDouble()).isCloseTo(ride.heading(), within(1.0));
    }

    private static Mosquitto mosquitto() {
        return new Mosquitto(URI.create(demo.access().mqttUrl()).getPort());
    }

    private static String incidentOf(Api operator, String device) {
        return operator.await(
                        "/incidents?state=open&device=" + device,
                        SOON,
                        body -> body.path("items").size() == 1)
                .at("/items/0/id")
                .asText();
    }

    /** Its token. */
    private static String registered(String device, String kind, Position at) {
        Api.Answer answer = new Api(
                        demo.access().consoleUrl(), demo.access().tokens().admin())
                .post("/devices", Map.of("id", device, "kind", kind, "lat", at.lat(), "lon", at.lon()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.text("token");
    }

    /** As a device does: again, until the gateway knows it. */
    private static void say(String device, String token, String kind, String facts) {
        String event = "{\"ts\":" + System.currentTimeMillis() + "," + facts + "}";
        String unused = Await.until(
                "an event of " + device,
                SOON,
                () -> mosquitto().publish(device, token, "devices/" + device + "/events/" + kind, event),
                String::isEmpty);
    }

    private static String password(String account) {
        Matcher found = Pattern.compile(account + " +password (\\S+)").matcher(demo.signIns());
        assertThat(found.find()).as("a sign-in of " + account).isTrue();
        return found.group(1);
    }

    private static String encoded(String plate) {
        return URLEncoder.encode(plate, StandardCharsets.UTF_8);
    }

    @Test
    @Order(4)
    void everySceneIsSeenAsItWasAndEveryIncidentIsClosed() {
        assertThat(demo.finish(Duration.ofMinutes(6)))
                .as("all incidents closed")
                .isTrue();

        DemoReport report = demo.report();

        assertThat(report.truth())
                .isNotEmpty()
                .allSatisfy(
                        scene -> assertThat(scene.right()).as(scene.toString()).isTrue());
        assertThat(report.surplus())
                .as("raised for nothing, but for the devices of this test")
                .allSatisfy(incident -> assertThat(incident).contains(OURS));
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
