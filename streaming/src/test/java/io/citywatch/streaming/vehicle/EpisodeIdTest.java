package io.citywatch.streaming.vehicle;

import static io.citywatch.streaming.rules.vehicle.Roads.T;
import static io.citywatch.streaming.rules.vehicle.Roads.TAG;
import static io.citywatch.streaming.rules.vehicle.Roads.read;
import static io.citywatch.streaming.rules.vehicle.Roads.reader;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After a kill the partitions of the log are read one after the other, and a tag's reads come in another order. */
class EpisodeIdTest {
    private static final String PLATE = "粤D12345";
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final long SEED = 28;

    private KeyedTwoInputStreamOperatorTestHarness<String, TagNews, MapNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"R1", "R2", "R6", "R10", "R13"})
    void theIdIsTheSameWhicheverReadComesFirst(Rule rule) throws Exception {
        List<TagNews> reads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long at = T + 5_000 + i * 500L;
            reads.add(TagNews.of(
                    new TagRead(
                            TAG, "r" + (i % 3) * 10, at + "@", at + 500, at + 503, at, -60, null, null, true, false),
                    true));
        }
        take(TagNews.of(new RegisteredVehicle(TAG, PLATE, "home", true)));
        take(report(T, T + 500));
        operator.processWatermark1(new Watermark(T + 4_000));
        OperatorSubtaskState checkpoint = operator.snapshot(1, 1);
        Random random = new Random(SEED);

        Set<String> ids = Stream.iterate(0, i -> i + 1)
                .limit(8)
                .map(round -> {
                    try {
                        operator.close();
                        start(checkpoint);
                        for (TagNews news : reads) {
                            take(news);
                        }
                        Collections.shuffle(reads, random);
                        return raised(rule);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .flatMap(List::stream)
                .collect(Collectors.toSet());

        assertThat(ids).as("seed " + SEED).hasSize(1);
    }

    @Test
    void aReportThatIsGivenAgainHuntsAnew() throws Exception {
        take(report(T, T + 500));
        see("r1", T + MINUTE);
        take(TagNews.of(WantedVehicle.withdrawn(TAG, T + 2 * MINUTE)));
        take(report(T, T + 3 * MINUTE));
        see("r2", T + 4 * MINUTE);

        assertThat(raised(Rule.R1)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aReportThatTheLogHoldsTwiceHuntsOnce() throws Exception {
        take(report(T, T + 500));
        OperatorSubtaskState before = operator.snapshot(1, 1);
        see("r1", T + MINUTE);
        List<String> once = raised(Rule.R1);
        operator.close();
        start(before);
        take(report(T, T + 700));
        see("r1", T + MINUTE);

        assertThat(raised(Rule.R1)).isEqualTo(once).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterAQuietDayAnotherPursuitBegins(boolean hasTimePassed) throws Exception {
        take(report(T, T + 500));
        see("r1", T + MINUTE);
        if (hasTimePassed) {
            operator.processWatermark1(new Watermark(T + MINUTE + 500 + DAY));
        }
        see("r2", T + MINUTE + DAY);
        see("r3", T + 2 * MINUTE + DAY);

        assertThat(said(Rule.R1))
                .extracting(Detection::phase)
                .containsExactly(Phase.RAISED, Phase.CLEARED, Phase.RAISED, Phase.UPDATED);
        assertThat(raised(Rule.R1)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aReportAfterTheReadsLastsADaySoThatTheNextPursuitHasAnotherId() throws Exception {
        see("r1", T);
        operator.processWatermark1(new Watermark(T + 20 * 60 * MINUTE));
        take(report(T + 20 * 60 * MINUTE, T + 20 * 60 * MINUTE));
        operator.processWatermark1(new Watermark(T + 20 * 60 * MINUTE + DAY - 1));
        assertThat(said(Rule.R1)).extracting(Detection::phase).containsExactly(Phase.RAISED);
        operator.processWatermark1(new Watermark(T + 20 * 60 * MINUTE + DAY));
        see("r2", T + 20 * 60 * MINUTE + DAY);

        assertThat(raised(Rule.R1)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aReadThatComesAfterItsTimeBeginsNoEpisodeOfOneThatIsOver() throws Exception {
        take(TagNews.of(new RegisteredVehicle(TAG, PLATE, "home", true)));
        long begin = Math.floorDiv(T, 600_000) * 600_000 + 600_000;
        see("r1", begin - 500);
        operator.processWatermark1(new Watermark(begin + 600_000));
        see("r2", begin + 600_000 - 3_000);

        assertThat(raised(Rule.R2)).hasSize(2).doesNotHaveDuplicates();
    }

    private void start(OperatorSubtaskState state) throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new TagFunction(RuleParameters.DEFAULTS, null),
                        List.of(TagFunction.READERS, TagFunction.ZONES)),
                TagNews::tag,
                null,
                Types.STRING);
        if (state != null) {
            operator.setup();
            operator.initializeState(state);
        }
        operator.open();
        operator.setProcessingTime(T);
        operator.processWatermark2(Watermark.MAX_WATERMARK);
        operator.processElement2(MapNews.of(reader("home", -2_000)), 0);
        for (int i = 0; i < 30; i++) {
            RegisteredDevice at = reader("r" + i, i * 1_000);
            operator.processElement2(
                    MapNews.of(new RegisteredDevice(
                            at.device(),
                            at.kind(),
                            at.lat(),
                            at.lon(),
                            at.name(),
                            null,
                            null,
                            60,
                            null,
                            false,
                            "East Road",
                            true,
                            false)),
                    0);
        }
    }

    private static TagNews report(long reportedAt, long loggedAt) {
        return TagNews.of(new WantedVehicle(TAG, PLATE, "C-1", reportedAt, null, loggedAt));
    }

    private void see(String reader, long at) throws Exception {
        take(TagNews.of(read(reader, at, -60), true));
    }

    private void take(TagNews news) throws Exception {
        operator.processElement1(news, 0);
    }

    private List<String> raised(Rule rule) {
        return said(rule).stream()
                .filter(one -> one.phase() == Phase.RAISED)
                .map(Detection::id)
                .toList();
    }

    private List<Detection> said(Rule rule) {
        var onward = operator.getSideOutput(TagFunction.ONWARD);
        Stream<KeyedBytes> pursuits = onward == null
                ? Stream.of()
                : onward.stream()
                        .map(StreamRecord::getValue)
                        .map(ReaderNews::pursuit)
                        .filter(Objects::nonNull);
        return Stream.concat(pursuits, operator.extractOutputValues().stream())
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .filter(detection -> detection.rule() == rule)
                .toList();
    }
}
