package io.citywatch.standalone.endtoend;

import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Role;
import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A whole platform on free ports in a folder of its own, with one elder, one smoke sensor and two responders. */
final class PlatformFixture implements AutoCloseable {
    static final String OPERATOR = "operator";
    static final String PASSWORD = "operator-password";
    static final String TERMINAL = "terminal-1";
    static final String ELDER = "elder-1";
    static final String SENSOR = "smoke-1";
    static final String NEAR = "volunteer-near";
    static final String FAR = "volunteer-far";

    private static final String POLICE_TOKEN = "test-police-token-0123456789abcdef0123456789";
    private static final String ADMIN_TOKEN = "test-admin-token-0123456789abcdef0123456789";
    private static final String OPERATOR_TOKEN = "test-operator-token-0123456789abcdef0123456";
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    final Platform platform;
    final Api admin;
    final Api operator;
    final Api police;
    final String terminalToken;
    final String sensorToken;
    final String nearToken;
    final String farToken;

    PlatformFixture(Path folder) {
        this(PlatformConfig.of(folder, PROGRAMS, "127.0.0.1", Ports.free(), null));
    }

    PlatformFixture(PlatformConfig config) {
        platform = Platform.start(
                config,
                List.of(
                        new AccountConfig("admin", Role.ADMIN, "admin-password", ADMIN_TOKEN),
                        new AccountConfig(OPERATOR, Role.OPERATOR, PASSWORD, OPERATOR_TOKEN),
                        new AccountConfig("police", Role.POLICE, "police-password", POLICE_TOKEN)),
                new Quiet());
        admin = new Api(platform.consoleUrl(), ADMIN_TOKEN);
        operator = new Api(platform.consoleUrl(), OPERATOR_TOKEN);
        police = new Api(platform.consoleUrl(), POLICE_TOKEN);
        created(admin.post(
                "/elders",
                Map.of(
                        "id",
                        ELDER,
                        "name",
                        "陈秀英",
                        "lat",
                        23.3600,
                        "lon",
                        116.7000,
                        "address",
                        "金砂路12号",
                        "terminal",
                        TERMINAL)));
        terminalToken = created(admin.post(
                        "/devices",
                        Map.of(
                                "id",
                                TERMINAL,
                                "kind",
                                "call-terminal",
                                "lat",
                                23.3600,
                                "lon",
                                116.7000,
                                "elder",
                                ELDER)))
                .text("token");
        sensorToken = created(admin.post(
                        "/devices",
                        Map.of(
                                "id",
                                SENSOR,
                                "kind",
                                "smoke-sensor",
                                "lat",
                                23.3610,
                                "lon",
                                116.7010,
                                "premises",
                                "shop-7")))
                .text("token");
        nearToken = responder(NEAR, 23.3605);
        farToken = responder(FAR, 23.3700);
    }

    private String responder(String id, double lat) {
        return created(admin.post(
                        "/responders",
                        Map.of(
                                "id",
                                id,
                                "name",
                                "林志强",
                                "roles",
                                List.of("volunteer", "community-worker"),
                                "skills",
                                List.of("first-aid"),
                                "mode",
                                "e-bike",
                                "lat",
                                lat,
                                "lon",
                                116.7000)))
                .text("token");
    }

    /** Registers a device and returns its token. */
    String device(String id, String kind, double lat, double lon) {
        return created(admin.post("/devices", Map.of("id", id, "kind", kind, "lat", lat, "lon", lon)))
                .text("token");
    }

    static Api.Answer created(Api.Answer answer) {
        if (answer.status() != 201) {
            throw new AssertionError("not created: " + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        platform.close();
    }

    private static final class Quiet implements Progress {
        @Override
        public void started(String part, String where, Duration took) {}

        @Override
        public void say(String line) {}
    }
}
