package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.ride.Rest;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopCasesTest {
    private static final long T = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    /** Fainter than what passes close by. */
    private static final double FAINT = -72;

    private static final String TAG = "E280F3362000F00005E66021";
    private static final String PLATE = "粤D12345";

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
        register("r1", 116.68, false, false);
        register("r2", 116.69, false, false);
        register("r3", 116.70, false, false);
        register("exit", 116.71, true, false);
        register("kerb", 116.72, false, true);
        take(TagNews.of(new RegisteredVehicle(TAG, PLATE, null, false)));
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aVehicleThatStaysWhereParkingIsForbiddenIsRaisedAfterTenMinutesUnderItsReader() throws Exception {
        for (int minute = 0; minute <= 9; minute++) {
            see("kerb", T + minute * MINUTE);
        }
        see("kerb", T + 10 * MINUTE - 1);
        assertThat(said(Rule.R9)).isEmpty();

        see("r2", T + 10 * MINUTE - 1);
        see("kerb", T + 10 * MINUTE);
        see("kerb", T + 11 * MINUTE);

        Detection raised = said(Rule.R9).get(0);
        assertThat(said(Rule.R9)).as("a stray read elsewhere ends no stay").hasSize(1);
        assertThat(raised.severity()).isEqualTo(Severity.P4);
        assertThat(raised.key()).isEqualTo("kerb");
        assertThat(raised.subject()).isEqualTo(Subject.vehicle(PLATE));
        assertThat(raised.evidence()).containsEntry("minutes", 10).containsEntry("readerName", "at kerb");
        advance(T + 21 * MINUTE + 1_000);
        assertThat(said(Rule.R9)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said(Rule.R9).get(1).id()).isEqualTo(raised.id());
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aVehicleThatComesByAgainAndAgainIsNotParked() throws Exception {
        for (int round = 0; round < 6; round++) {
            see("kerb", T + round * (4 * MINUTE));
            see("r1", T + round * (4 * MINUTE) + MINUTE);
            see("r2", T + round * (4 * MINUTE) + 2 * MINUTE);
        }

        assertThat(said(Rule.R9)).isEmpty();
    }

    @Test
    void aVehicleMayStayWhereParkingIsAllowed() throws Exception {
        for (int minute = 0; minute <= 30; minute++) {
            see("r1", T + minute * MINUTE);
        }

        assertThat(said(Rule.R9)).isEmpty();
    }

    @Test
    void aStolenVehicleAtAWayOutIsRaisedAtOnceWithTheWayItIsHeading() throws Exception {
        see("exit", T);
        assertThat(said(Rule.R13)).as("nobody looks for it").isEmpty();
        report(T + MINUTE);
        see("r2", T + 20 * MINUTE);
        see("exit", T + 22 * MINUTE);
        see("exit", T + 22 * MINUTE + 3_000);

        Detection raised = said(Rule.R13).get(0);
        assertThat(said(Rule.R13)).hasSize(1);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.key()).isEqualTo(TAG);
        assertThat(raised.subject()).isEqualTo(Subject.vehicle(PLATE));
        assertThat(raised.evidence())
                .containsEntry("reason", "stolen")
                .containsEntry("caseNumber", "C-1")
                .containsEntry("reader", "exit")
                .containsEntry("fromReader", "r2")
                .containsEntry("headingDegrees", 90);
        advance(T + 33 * MINUTE);
        assertThat(said(Rule.R13)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @Test
    void aGuardedVehicleAtAWayOutIsRaisedUnlessItLivesThere() throws Exception {
        take(TagNews.of(new RegisteredVehicle(TAG, PLATE, "exit", true)));
        see("exit", T);
        assertThat(said(Rule.R13)).isEmpty();

        take(TagNews.of(new RegisteredVehicle(TAG, PLATE, "r1", true)));
        see("exit", T + HOUR);
        assertThat(said(Rule.R13)).hasSize(1);
        assertThat(said(Rule.R13).get(0).evidence()).containsEntry("reason", "guarded");
    }

    @Test
    void tamperIsToldAtOnceAndAWeakBatteryTheThirdTimeInADay() throws Exception {
        see(read("r1", T, true, true));
        see(read("r1", T + 5_000, true, true));
        see(read("r2", T + HOUR, false, true));
        assertThat(said(Rule.R10)).extracting(Detection::severity).containsExactly(Severity.P2);
        assertThat(said(Rule.R10).get(0).evidence()).containsEntry("reason", "tamper");

        see(read("r1", T + 24 * HOUR - 1, false, true));

        assertThat(said(Rule.R10)).extracting(Detection::severity).containsExactly(Severity.P2, Severity.P4);
        assertThat(said(Rule.R10).get(1).evidence())
                .containsEntry("reason", "low-battery")
                .containsEntry("reads", 3);
        assertThat(said(Rule.R10)).extracting(Detection::id).doesNotHaveDuplicates();
        advance(T + 49 * HOUR);
        assertThat(said(Rule.R10))
                .extracting(Detection::phase)
                .filteredOn(Phase.CLEARED::equals)
                .hasSize(2);
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aWeakBatteryThatIsToldTwiceADayIsNoNews() throws Exception {
        see(read("r1", T, false, true));
        see(read("r2", T + 12 * HOUR, false, true));
        see(read("r3", T + 24 * HOUR, false, true));

        assertThat(said(Rule.R10)).isEmpty();
    }

    @Test
    void aStolenVehicleThatFallsSilentComesToRestWhereItWasReadLast() throws Exception {
        report(null);
        see("r1", T);
        see("r2", T + 2 * MINUTE);
        advance(T + HOUR);
        assertThat(rests()).isEmpty();
        advance(T + HOUR + 2 * MINUTE);

        assertThat(rests()).hasSize(1);
        assertThat(rests().get(0).reader()).isEqualTo("r2");
        assertThat(rests().get(0).dwelt()).isFalse();
        see("r3", T + 5 * HOUR);
        advance(T + 7 * HOUR);
        assertThat(rests()).extracting(Rest::reader).containsExactly("r2", "r3");
    }

    @Test
    void aStolenVehicleThatIsReadAgainAndAgainRestsToo() throws Exception {
        report(null);
        for (int minute = 0; minute <= 70; minute += 2) {
            see("r1", T + minute * MINUTE);
        }

        assertThat(rests()).hasSize(1);
        assertThat(rests().get(0).dwelt()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"exit, 0", "nowhere, 0", "r1, 1"})
    void whoFallsSilentAtAWayOutOrAtNoKnownPlaceRestsNowhere(String reader, int rests) throws Exception {
        report(null);
        see(reader, T);
        advance(T + 3 * HOUR);

        assertThat(rests()).hasSize(rests);
        assertThatNothingIsLeftToWaitFor();
    }

    @Test
    void aTheftThatIsReportedNextMorningIsLookedAtToo() throws Exception {
        see("r1", T);
        see("r2", T + 2 * MINUTE);
        advance(T + 5 * HOUR);
        report(T + MINUTE);
        advance(T + 5 * HOUR + 1_000);

        assertThat(rests()).extracting(Rest::reader).containsExactly("r2");
        assertThatNothingIsLeftToWaitFor();
    }

    @Test
    void aReadThatComesTooLateIsNoNews() throws Exception {
        report(null);
        see(new TagRead(TAG, "exit", "1@a", T + HOUR, T + HOUR, T, -60, null, null, true, true));

        assertThat(operator.extractOutputValues()).isEmpty();
    }

    @Test
    void aFaintReadAtAWayOutWaitsUntilItIsKnownThatNobodyHeardItBetter() throws Exception {
        report(null);
        faint("exit", T);
        advance(T + 30_000);
        assertThat(said(Rule.R13)).isEmpty();
        advance(T + 30_500);

        assertThat(said(Rule.R13)).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void aWayOutThatOverhearsATagElsewhereSawNobodyLeave() throws Exception {
        report(null);
        faint("exit", T);
        see("r3", T + 50);
        faint("exit", T + 1_200);
        advance(T + HOUR);

        assertThat(said(Rule.R13)).isEmpty();
        assertThat(rests()).as("nor did it fall silent there").isEmpty();
        advance(T + 2 * HOUR);
        assertThat(rests()).extracting(Rest::reader).containsExactly("r3");
        assertThatNothingIsLeftToWaitFor();
    }

    @Test
    void aLoudReadProvesAFaintOneThereAtOnce() throws Exception {
        report(null);
        faint("exit", T);
        see("exit", T + 3_000);

        Detection raised = said(Rule.R13).get(0);
        assertThat(said(Rule.R13)).hasSize(1);
        assertThat(raised.stages().measured().toEpochMilli()).isEqualTo(T);
        advance(T + HOUR / 2);
        assertThat(said(Rule.R13)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @Test
    void aTheftThatIsReportedWhenItHasJustLeftIsRaisedWithTheReport() throws Exception {
        see("r2", T);
        see("exit", T + 2 * MINUTE);
        advance(T + 32 * MINUTE);
        take(TagNews.of(new WantedVehicle(TAG, PLATE, "C-1", T + 32 * MINUTE, T - MINUTE, T + 32 * MINUTE)));
        take(TagNews.of(new WantedVehicle(TAG, PLATE, "C-1", T + 32 * MINUTE, T - MINUTE, T + 33 * MINUTE)));

        Detection raised = said(Rule.R13).get(0);
        assertThat(said(Rule.R13)).hasSize(1);
        assertThat(raised.evidence())
                .containsEntry("reader", "exit")
                .containsEntry("minutesBefore", 30)
                .containsEntry("fromReader", "r2")
                .containsEntry("headingDegrees", 90);
        advance(T + 42 * MINUTE + 1_000);
        assertThat(said(Rule.R13)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @ParameterizedTest
    @CsvSource({"31, 0, r1", "5, 3, r1", "5, 0, r3"})
    void aTheftThatIsReportedLaterOrAfterItsOwnerOrAnotherReaderSawItIsNoFlight(
            int minutesLater, int lastSeenMinute, String afterwards) throws Exception {
        see("r1", T - MINUTE);
        see("exit", T + 2 * MINUTE);
        if (!afterwards.equals("r1")) {
            see(afterwards, T + 3 * MINUTE);
        }
        long at = T + (2 + minutesLater) * MINUTE;
        advance(at);
        take(TagNews.of(new WantedVehicle(TAG, PLATE, "C-1", at, T + lastSeenMinute * MINUTE - MINUTE, at)));

        assertThat(said(Rule.R13)).isEmpty();
    }

    /** But for the pursuit (R1), which ends after a day. */
    private void assertThatNothingIsLeftToWaitFor() throws Exception {
        assertThat(operator.numEventTimeTimers()).isLessThanOrEqualTo(1);
        advance(T + 48 * HOUR);
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    private void faint(String reader, long at) throws Exception {
        see(new TagRead(TAG, reader, at + "@" + reader, at + 500, at + 503, at, -80, null, null, false, false));
    }

    private void register(String id, double lon, boolean exit, boolean noParking) throws Exception {
        operator.processElement2(
                MapNews.of(new RegisteredDevice(
                        id,
                        DeviceKind.TAG_READER,
                        23.35,
                        lon,
                        "at " + id,
                        null,
                        null,
                        60,
                        null,
                        false,
                        "East Road",
                        exit,
                        noParking)),
                0);
    }

    private void see(String reader, long at) throws Exception {
        see(read(reader, at, false, false));
    }

    private void see(TagRead read) throws Exception {
        take(TagNews.of(read, read.rssi() >= FAINT));
    }

    private static TagRead read(String reader, long at, boolean tamper, boolean batteryLow) {
        return new TagRead(TAG, reader, at + "@" + reader, at + 500, at + 503, at, -60, null, null, tamper, batteryLow);
    }

    private void report(Long lastSeenAt) throws Exception {
        take(TagNews.of(new WantedVehicle(TAG, PLATE, "C-1", T, lastSeenAt, T + 500)));
    }

    private void take(TagNews news) throws Exception {
        operator.processElement1(news, 0);
    }

    private void advance(long time) throws Exception {
        operator.processWatermark1(new Watermark(time));
    }

    private List<Rest> rests() {
        var rests = operator.getSideOutput(TagFunction.RESTS);
        return rests == null
                ? List.of()
                : rests.stream().map(StreamRecord::getValue).toList();
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
