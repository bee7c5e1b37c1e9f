package io.citywatch.simulators.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.TelemetryCodec;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.FakeWorld;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import io.citywatch.simulators.script.Storyteller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {
    private static final City CITY = City.generate(7, CitySize.small());

    private final FakeTimer timer = new FakeTimer();
    private final List<Sent> log = new ArrayList<>();

    private static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    private FieldDevice device(String id) {
        return new FieldDevice(id, "tcp://127.0.0.1:1", "token", timer.clock());
    }

    private Telemetry decoded(Sent sent, FieldDevice sender) {
        Decoded<Telemetry> decoded = TelemetryCodec.decode(sent.kind(), sent.lane(), sender.payload(sent.fields()));
        return decoded.fold(telemetry -> telemetry, reason -> {
            throw new AssertionError(sent + ": " + reason);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everythingOfAQuietHourIsValid(long seed) {
        Routine routine = new Routine(timer);
        routine.ofTerminal(
                new RecordedDevice("ct-1", timer.clock(), log), Duration.ofMinutes(1), new SplittableRandom(seed));
        routine.ofSensor(
                new RecordedDevice("ss-1", timer.clock(), log), Duration.ofMinutes(10), new SplittableRandom(seed));
        timer.passSeconds(3600);
        FieldDevice sender = device("ct-1");

        assertThat(log).hasSize(108);
        log.forEach(sent -> {
            assertThat(decoded(sent, sender)).isNotNull();
            DeviceKind kind = sent.device().startsWith("ct") ? DeviceKind.CALL_TERMINAL : DeviceKind.SMOKE_SENSOR;
            assertThat(sent.kind().isSentBy(kind)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everythingOfTheScriptIsValidAndSentByTheRightKindOfDevice(long seed) {
        FakeWorld world = new FakeWorld(CITY, timer);
        Storyteller storyteller = new Storyteller(CITY, world, timer, timer.clock(), Seeds.of(seed, "stories"), null);
        Map<String, DeviceKind> kinds = CITY.devices().stream().collect(Collectors.toMap(Device::id, Device::kind));
        world.openTraffic();
        storyteller.start();
        storyteller.everybodyIsThere();
        timer.passSeconds(500);
        FieldDevice sender = device("ct-1");

        assertThat(world.log()).hasSizeGreaterThan(200);
        assertThat(world.log())
                .filteredOn(sent -> !sent.fields().containsKey("raw"))
                .allSatisfy(sent -> {
                    assertThat(decoded(sent, sender)).isNotNull();
                    assertThat(sent.kind().isSentBy(Objects.requireNonNull(kinds.get(sent.device()))))
                            .isTrue();
                });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySmokeIsValidHoweverItRises(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        FieldDevice sender = device("ss-1");
        for (int i = 0; i <= 40; i++) {
            Map<String, Object> reading = SmokeCurve.rising(random.nextDouble(0, 60), i / 40.0, 40, random);
            Map<String, Object> alarm = new LinkedHashMap<>(reading);
            alarm.put("alarm", i % 2 == 0);

            assertThat(decoded(sent(Lane.BULK, reading), sender)).isNotNull();
            assertThat(decoded(sent(Lane.EMERGENCY, alarm), sender)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachMessageCarriesItsTimeTheBootAndTheNextNumber(long seed) {
        FieldDevice sender = device("ss-1");
        timer.passSeconds(seed);
        RandomGenerator random = new SplittableRandom(seed);
        Sequence before = null;
        for (int i = 0; i < 3; i++) {
            Telemetry telemetry = decoded(sent(Lane.BULK, SmokeCurve.clear(random)), sender);

            assertThat(telemetry.measuredAt()).isEqualTo(timer.clock().instant());
            Sequence sequence = telemetry.sequence();
            assertThat(sequence.seq()).isEqualTo(i);
            assertThat(before == null || before.boot().equals(sequence.boot())).isTrue();
            before = sequence;
        }
    }

    private Sent sent(Lane lane, Map<String, Object> fields) {
        return new Sent("ss-1", timer.clock().instant(), TelemetryKind.SMOKE, lane, fields);
    }
}
