package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.vehicle.DeafReader;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import io.citywatch.streaming.rules.vehicle.ListeningReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** All readers of the city under one key, some thousand records a span: R11 of those that live, but are deaf. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class DeafReaderFunction extends KeyedProcessFunction<String, HeardSpan, KeyedBytes> {
    private static final Duration KEPT = Duration.ofDays(14);

    private final DeafReader rule;

    private transient ListState<HeardSpan> ended;
    private transient MapState<String, ListeningReader> readers;

    public DeafReaderFunction(RuleParameters rules) {
        rule = new DeafReader(rules.vehicle());
    }

    @Override
    public void open(OpenContext context) {
        ended = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("ended", TypeInformation.of(HeardSpan.class)));
        MapStateDescriptor<String, ListeningReader> each =
                new MapStateDescriptor<>("readers", Types.STRING, TypeInformation.of(ListeningReader.class));
        each.enableTimeToLive(Expiring.ofFew(KEPT));
        readers = getRuntimeContext().getMapState(each);
    }

    @Override
    public void processElement(HeardSpan heard, Context context, Collector<KeyedBytes> out) throws Exception {
        ended.add(heard);
        context.timerService().registerEventTimeTimer(rule.endOf(heard));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        List<HeardSpan> due = new ArrayList<>();
        List<HeardSpan> later = new ArrayList<>();
        for (HeardSpan heard : ended.get()) {
            (rule.endOf(heard) <= timestamp ? due : later).add(heard);
        }
        ended.update(later);
        due.sort(Comparator.comparing(HeardSpan::reader));
        Map<String, ListeningReader> known = new HashMap<>();
        for (HeardSpan heard : due) {
            ListeningReader reader = readers.get(heard.reader());
            if (reader != null) {
                known.put(heard.reader(), reader);
            }
        }
        DeafReader.Outcome outcome = rule.judge(
                due, known, Instant.ofEpochMilli(context.timerService().currentProcessingTime()));
        readers.putAll(outcome.readers());
        Judgements.say(outcome.detections(), out);
    }
}
