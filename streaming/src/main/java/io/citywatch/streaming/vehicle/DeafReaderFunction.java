package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.vehicle.DeafReader;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import io.citywatch.streaming.rules.vehicle.ListeningReader;
import io.citywatch.streaming.rules.vehicle.UnheardPassage;
import io.citywatch.streaming.rules.vehicle.UnheardSpan;
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
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * All readers of the city under one key, some thousand records a span: R11 of those that live, but are deaf. Beside what
 * they heard comes what passed them unheard, some dozens a second.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class DeafReaderFunction extends KeyedCoProcessFunction<String, HeardSpan, UnheardPassage, KeyedBytes> {
    private static final Duration KEPT = Duration.ofDays(14);
    private static final Duration KEPT_UNHEARD = Duration.ofDays(1);

    private final DeafReader rule;

    private transient ListState<HeardSpan> ended;
    private transient MapState<String, ListeningReader> readers;
    /** By span and reader. */
    private transient MapState<String, UnheardSpan> unheard;

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
        unheard = Remembered.map(getRuntimeContext(), "unheard", UnheardSpan.class, Expiring.ofFew(KEPT_UNHEARD));
    }

    @Override
    public void processElement1(HeardSpan heard, Context context, Collector<KeyedBytes> out) throws Exception {
        ended.add(heard);
        context.timerService().registerEventTimeTimer(rule.endOf(heard.span()));
    }

    @Override
    public void processElement2(UnheardPassage passage, Context context, Collector<KeyedBytes> out) throws Exception {
        long span = rule.spanOf(passage);
        String key = key(span, passage.reader());
        UnheardSpan before = unheard.get(key);
        unheard.put(key, new UnheardSpan(passage.reader(), span, before == null ? 1 : before.passages() + 1));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        List<HeardSpan> due = new ArrayList<>();
        List<HeardSpan> later = new ArrayList<>();
        for (HeardSpan heard : ended.get()) {
            (rule.endOf(heard.span()) <= timestamp ? due : later).add(heard);
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
                due,
                unheardUntil(timestamp),
                known,
                Instant.ofEpochMilli(context.timerService().currentProcessingTime()));
        readers.putAll(outcome.readers());
        Judgements.say(outcome.detections(), out);
    }

    private List<UnheardSpan> unheardUntil(long timestamp) throws Exception {
        List<UnheardSpan> until = new ArrayList<>();
        for (UnheardSpan one : unheard.values()) {
            if (rule.endOf(one.span()) <= timestamp) {
                until.add(one);
            }
        }
        for (UnheardSpan one : until) {
            unheard.remove(key(one.span(), one.reader()));
        }
        return until;
    }

    private static String key(long span, String reader) {
        return span + " " + reader;
    }
}
