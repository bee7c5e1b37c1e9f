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
import io.citywatch.streaming.rules.WantedVehicle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagFunctionTest {
    private static final long DAY = 86_400_000;

    private KeyedTwoInputStreamOperatorTestHarness<String, TagNews, MapNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
        operator.setProcessingTime(T);
        operator.processWatermark2(Watermark.MAX_WATERMARK);
        for (int i = 0; i < 30; i++) {
            operator.processElement2(MapNews.of(reader("r" + i, i * 1_000)), 0);
        }
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aWantedVehicleIsRaisedAtItsNextReadAndFollowedReadByReadUntilTheReportIsWithdrawn() throws Exception {
        see(read("r0", T, -60));
        report(null);
        take(TagNews.of(WantedVehicle.withdrawn(TAG, T + 1_000)));
        report(T + 2_000);
        assertThat(said(Rule.R1)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);

        see(read("r1", T + 60_000, -61.5));
        see(read("r2", T + 120_000, -60));
        see(read("r2", T + 121_000, -60));
        take(TagNews.of(WantedVehicle.withdrawn(TAG, T + 200_000)));
        see(read("r3", T + 240_000, -60));

        List<Detection> hunt = said(Rule.R1).subList(2, said(Rule.R1).size());
        assertThat(hunt).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(hunt).extracting(Detection::id).containsOnly(hunt.get(0).id());
        Detection raised = hunt.get(0);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.subject()).isEqualTo(Subject.vehicle("粤D12345"));
        assertThat(raised.key()).isEqualTo(TAG);
        assertThat(raised.devices()).extracting(Object::toString).containsExactly("r1");
        assertThat(raised.position()).isNotNull();
        assertThat(raised.evidence())
                .containsEntry("plate", "粤D12345")
                .containsEntry("tag", TAG)
                .containsEntry("caseNumber", "C-1")
                .containsEntry("reader", "r1")
                .containsEntry("readerName", "at r1")
                .containsEntry("road", "East Road")
                .containsEntry("rssi", -61.5)
                .containsEntry("reads", 1)
                .doesNotContainKey("speedKmh");
        Detection updated = hunt.get(1);
        assertThat(updated.evidence())
                .containsEntry("reads", 2)
                .containsEntry("headingDegrees", 90)
                .containsEntry("speedKmh", 60.0);
        assertThat((List<?>) updated.evidence().get("track")).hasSize(2);
        assertThat(hunt.get(2).evidence()).containsEntry("reason", "withdrawn");
        assertThat(hunt.get(2).key()).isEqualTo(TAG);
    }

    @Test
    void aReadBeforeTheReportIsJudgedWhenTheReportArrivesWithTheTrackSoFar() throws Exception {
        see(read("r0", T, -60));
        see(read("r1", T + 60_000, -60));
        see(read("r2", T + 120_000, -60));
        report(T);

        Detection raised = said(Rule.R1).get(0);
        assertThat(raised.evidence()).containsEntry("reads", 2).containsEntry("reader", "r2");
        List<?> track = (List<?>) raised.evidence().get("track");
        assertThat(track.stream().map(point -> String.valueOf(((Map<?, ?>) point).get("reader"))))
                .containsExactly("r1", "r2");
    }

    @Test
    void aReadBeforeItsOwnerSawItLastIsLawful() throws Exception {
        see(read("r1", T + 60_000, -60));
        report(T + 60_000);

        assertThat(said(Rule.R1)).isEmpty();
        see(read("r2", T + 120_000, -60));
        assertThat(said(Rule.R1)).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void theTrackShowsTheLastTwentyPoints() throws Exception {
        report(null);
        for (int i = 0; i < 30; i++) {
            see(read("r" + i, T + i * 60_000L, -60));
        }

        Detection last = said(Rule.R1).get(29);
        List<?> track = (List<?>) last.evidence().get("track");
        assertThat(track).hasSize(20);
        assertThat(((Map<?, ?>) track.get(19)).get("reader")).isEqualTo("r29");
        assertThat(last.evidence()).containsEntry("reads", 30);
    }

    @Test
    void aDayWithoutAReadEndsAPursuitAndTheNextReadBeginsAnother() throws Exception {
        report(null);
        see(read("r1", T, -60));
        see(read("r2", T + 60_000, -60));
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        operator.processWatermark1(new Watermark(T + 60_500 + DAY - 1));
        assertThat(said(Rule.R1)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        operator.processWatermark1(new Watermark(T + 60_500 + DAY));

        assertThat(said(Rule.R1))
                .extracting(Detection::phase)
                .containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said(Rule.R1).get(2).evidence()).containsEntry("reason", "quiet");
        assertThat(operator.numEventTimeTimers()).isZero();
        see(read("r3", T + 2 * DAY, -60));
        assertThat(said(Rule.R1).get(3).phase()).isEqualTo(Phase.RAISED);
        assertThat(said(Rule.R1).get(3).id()).isNotEqualTo(said(Rule.R1).get(0).id());
    }

    @Test
    void withdrawalLeavesNoTimerAndNothingOfTheHunt() throws Exception {
        report(null);
        see(read("r1", T, -60));

        take(TagNews.of(WantedVehicle.withdrawn(TAG, T + 1_000)));

        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numKeyedStateEntries())
                .as("where it stopped and when it rides, as of any vehicle, on its card")
                .isEqualTo(1);
        report(null);
        assertThat(said(Rule.R1)).as("nothing was read since").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"900000, 1", "900001, 0"})
    void aReadThatComesTooLateIsNoNews(long behind, int raised) throws Exception {
        report(null);
        see(read("r1", T - behind, T, -60));

        assertThat(said(Rule.R1)).hasSize(raised);
    }

    @Test
    void aLateReadIsPartOfTheTrackOfTheNext() throws Exception {
        report(null);
        see(read("r1", T - 1_000_000, T, -60));
        see(read("r2", T + 10_000, -60));

        assertThat((List<?>) said(Rule.R1).get(0).evidence().get("track")).hasSize(2);
    }

    @Test
    void theHuntGoesOnAfterARestartWithTheSameIdAndRaisesNothingAgain() throws Exception {
        report(null);
        see(read("r1", T, -60));
        String id = said(Rule.R1).get(0).id();
        OperatorSubtaskState checkpoint = operator.snapshot(1, T);
        operator.close();

        operator = harness();
        operator.initializeState(checkpoint);
        operator.open();
        report(null);
        see(read("r2", T + 60_000, -60));

        assertThat(said(Rule.R1)).extracting(Detection::phase).containsExactly(Phase.UPDATED);
        assertThat(said(Rule.R1)).extracting(Detection::id).containsExactly(id);
        assertThat(said(Rule.R1).get(0).evidence())
                .as("the readers are remembered too")
                .containsEntry("readerName", "at r2");
    }

    @Test
    void aGuardedVehicleThatMovesAndAClonedTagAreRaisedForThePlate() throws Exception {
        take(TagNews.of(new RegisteredVehicle(TAG, "粤D12345", "r0", true)));
        see(read("r0", T, -60));
        see(read("r5", T + 5_000, -60));

        assertThat(said(Rule.R2)).extracting(Detection::subject).containsExactly(Subject.vehicle("粤D12345"));
        assertThat(said(Rule.R6)).extracting(Detection::subject).containsExactly(Subject.vehicle("粤D12345"));
        operator.processWatermark1(new Watermark(T + 5_500 + 600_000));
        assertThat(said(Rule.R2)).hasSize(2);
        assertThat(said(Rule.R6)).hasSize(2);
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aWithdrawnReaderHasNoPlaceAnyMore() throws Exception {
        operator.processElement2(MapNews.of(RegisteredDevice.withdrawn("r1")), 0);
        report(null);
        see(read("r1", T, -60));

        assertThat(said(Rule.R1).get(0).position()).isNull();
    }

    @Test
    void everyRideTeachesWhereItWentOnToUnlessItStopped() throws Exception {
        see(read("r0", T, -60));
        see(read("r1", T + 60_000, -60));
        see(read("r1", T + 60_700, -60));
        see(read("r2", T + 120_000, -60));
        see(read("r3", T + 1_200_000, -60));

        assertThat(rides())
                .extracting(
                        news -> news.trail().before() + " " + news.reader() + " " + news.next() + " " + news.seconds())
                .containsExactly("null r0 r1 60.0", "r0 r1 r2 60.0");
    }

    @ParameterizedTest
    @CsvSource({"86399999, 1", "86400000, 0"})
    void aReadIsKeptADayForWhoeverReportsTheTheftLater(long later, int raised) throws Exception {
        see(read("r1", T, -60));
        operator.setProcessingTime(T + later);
        report(null);

        assertThat(said(Rule.R1)).hasSize(raised);
    }

    private void see(TagRead read) throws Exception {
        take(TagNews.of(read, read.rssi() >= -72));
    }

    private void report(Long lastSeenAt) throws Exception {
        take(TagNews.of(new WantedVehicle(TAG, "粤D12345", "C-1", T, lastSeenAt, T + 500)));
    }

    private void take(TagNews news) throws Exception {
        operator.processElement1(news, 0);
    }

    private List<Detection> said(Rule rule) {
        Stream<KeyedBytes> entries = rule == Rule.R1 ? pursuits() : operator.extractOutputValues().stream();
        return entries.map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .filter(detection -> detection.rule() == rule)
                .toList();
    }

    /** They go over the step that knows where rides go on to. */
    private Stream<KeyedBytes> pursuits() {
        return rides().map(ReaderNews::pursuit).filter(Objects::nonNull);
    }

    private Stream<ReaderNews> rides() {
        var said = operator.getSideOutput(TagFunction.ONWARD);
        return said == null ? Stream.of() : said.stream().map(StreamRecord::getValue);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, TagNews, MapNews, KeyedBytes> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new TagFunction(RuleParameters.DEFAULTS, null),
                        List.of(TagFunction.READERS, TagFunction.ZONES)),
                TagNews::tag,
                null,
                Types.STRING);
    }
}
