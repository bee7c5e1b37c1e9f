package io.citywatch.streaming.vehicle;

import static io.citywatch.streaming.rules.vehicle.Roads.T;
import static io.citywatch.streaming.rules.vehicle.Roads.TAG;
import static io.citywatch.streaming.rules.vehicle.Roads.read;
import static io.citywatch.streaming.rules.vehicle.Roads.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import io.citywatch.streaming.rules.zone.ZonePurpose;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R12, and R9 in a no-parking zone. */
class ZoneCasesTest {
    private static final String PLATE = "粤D12345";
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;

    private final RegisteredDevice inside = reader("inside", 0);
    private final RegisteredDevice alsoInside = reader("also-inside", 100);
    private KeyedTwoInputStreamOperatorTestHarness<String, TagNews, MapNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new TagFunction(RuleParameters.DEFAULTS, null),
                        List.of(TagFunction.READERS, TagFunction.ZONES)),
                TagNews::tag,
                null,
                Types.STRING);
        operator.open();
        operator.setProcessingTime(T);
        operator.processWatermark2(Watermark.MAX_WATERMARK);
        for (RegisteredDevice reader : List.of(inside, alsoInside, reader("outside", 1_000))) {
            operator.processElement2(MapNews.of(reader), 0);
        }
        draw(ZonePurpose.NO_ENTRY);
        take(TagNews.of(new RegisteredVehicle(TAG, PLATE, null, false)));
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aVehicleThatStaysInTheZoneIsRaisedOnceAndIsOverTenMinutesAfterItsLastRead() throws Exception {
        see("inside", 0);
        see("also-inside", 59 * SECOND);
        see("inside", 60 * SECOND - 1);
        assertThat(said(Rule.R12)).as("not a minute yet").isEmpty();
        see("also-inside", 60 * SECOND);
        see("inside", 90 * SECOND);

        Detection raised = said(Rule.R12).get(0);
        assertThat(said(Rule.R12)).hasSize(1);
        assertThat(raised.severity()).isEqualTo(Severity.P3);
        assertThat(raised.subject()).isEqualTo(Subject.vehicle(PLATE));
        assertThat(raised.key()).isEqualTo(TAG);
        assertThat(raised.position()).isNotNull();
        assertThat(raised.evidence())
                .containsEntry("zone", "z-1")
                .containsEntry("zoneName", "Market")
                .containsEntry("purpose", "no-entry")
                .containsEntry("plate", PLATE)
                .containsEntry("readerName", "at also-inside")
                .containsEntry("seconds", 60)
                .containsEntry("reads", 4);
        long over = T + 90 * SECOND + 500 + 10 * MINUTE;
        operator.processWatermark1(new Watermark(over - 1));
        assertThat(said(Rule.R12)).hasSize(1);
        operator.processWatermark1(new Watermark(over));
        assertThat(said(Rule.R12)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said(Rule.R12)).extracting(Detection::id).containsOnly(raised.id());
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void threeReadsInARowAreNeeded() throws Exception {
        see("inside", 0);
        see("outside", 20 * SECOND);
        see("inside", 40 * SECOND);
        see("inside", 70 * SECOND);
        see("outside", 90 * SECOND);
        see("inside", 100 * SECOND);
        see("inside", 130 * SECOND);
        assertThat(said(Rule.R12)).as("along the border").isEmpty();
        see("inside", 131 * SECOND);

        assertThat(said(Rule.R12)).hasSize(1);
    }

    @Test
    void twoReadsElsewhereOrAPauseEndAStay() throws Exception {
        see("inside", 0);
        see("inside", 30 * SECOND);
        see("outside", 40 * SECOND);
        see("outside", 50 * SECOND);
        see("inside", 70 * SECOND);
        see("inside", 80 * SECOND);
        see("inside", 125 * SECOND);
        assertThat(said(Rule.R12)).as("it left and came back").isEmpty();
        see("inside", 125 * SECOND + 5 * MINUTE + 1);
        see("inside", 126 * SECOND + 5 * MINUTE + 1);
        see("inside", 127 * SECOND + 5 * MINUTE + 1);

        assertThat(said(Rule.R12)).as("nobody knows where it was").isEmpty();
        operator.processWatermark1(new Watermark(T + 60 * MINUTE));
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void whoIsOverheardOnceAfterItPassedDidNotStay() throws Exception {
        operator.processWatermark1(new Watermark(T));
        for (int i = 0; i < 7; i++) {
            see("inside", i * 600L);
        }
        hearFaintly("inside", 75 * SECOND);
        assertThat(said(Rule.R12)).as("it rode on").isEmpty();
        hearFaintly("inside", 110 * SECOND);

        assertThat(said(Rule.R12)).as("it stands behind a wall").hasSize(1);
    }

    @Test
    void whoIsOverheardOnceBeforeItPassesDidNotStay() throws Exception {
        operator.processWatermark1(new Watermark(T));
        hearFaintly("inside", 0);
        for (int i = 0; i < 7; i++) {
            see("inside", 88 * SECOND + i * 600L);
        }
        assertThat(said(Rule.R12)).isEmpty();

        see("inside", 148 * SECOND);

        assertThat(said(Rule.R12)).as("and stays").hasSize(1);
    }

    @Test
    void aMobileReaderReadsWhereItIs() throws Exception {
        for (int i = 0; i < 4; i++) {
            long at = T + i * 30L * SECOND;
            take(TagNews.of(
                    new TagRead(TAG, "outside", at + "@", at + 500, at + 503, at, -60, inside.lat(), inside.lon()),
                    true));
        }

        assertThat(said(Rule.R12)).hasSize(1);
    }

    @Test
    void noZoneIsLeftWhenItIsWithdrawnAndOneOfAnotherPurposeIsNoMatterOfEntry() throws Exception {
        operator.processElement2(MapNews.of(RegisteredZone.withdrawn("z-1")), 0);
        stay();
        assertThat(said(Rule.R12)).isEmpty();
        assertThat(said(Rule.R9)).isEmpty();

        draw(ZonePurpose.NO_PARKING);
        for (int i = 0; i <= 10; i++) {
            see("inside", (20L + i) * MINUTE);
        }
        assertThat(said(Rule.R12)).isEmpty();
        assertThat(said(Rule.R9)).hasSize(1);
    }

    private void stay() throws Exception {
        for (int i = 0; i < 10; i++) {
            see("inside", i * 60L * SECOND);
        }
    }

    private void draw(ZonePurpose purpose) throws Exception {
        double half = 0.002;
        double[] outline = {
            inside.lon() - half,
            inside.lat() - half,
            inside.lon() + half,
            inside.lat() - half,
            inside.lon() + half,
            inside.lat() + half,
            inside.lon() - half,
            inside.lat() + half,
            inside.lon() - half,
            inside.lat() - half,
            Double.NaN,
            Double.NaN
        };
        operator.processElement2(MapNews.of(new RegisteredZone("z-1", purpose, "Market", outline)), 0);
    }

    private void see(String reader, long after) throws Exception {
        take(TagNews.of(read(reader, T + after, -60), true));
    }

    /** And nobody hears it better until that is settled. */
    private void hearFaintly(String reader, long after) throws Exception {
        take(TagNews.of(read(reader, T + after, -78), false));
        operator.processWatermark1(new Watermark(T + after + 31 * SECOND));
    }

    private void take(TagNews news) throws Exception {
        operator.processElement1(news, 0);
    }

    private List<Detection> said(Rule rule) {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .filter(detection -> detection.rule() == rule)
                .toList();
    }
}
