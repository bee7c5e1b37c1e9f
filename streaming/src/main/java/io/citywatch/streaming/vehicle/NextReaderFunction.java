package io.citywatch.streaming.vehicle;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.Remembered;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import io.citywatch.streaming.rules.vehicle.NextReaders;
import io.citywatch.streaming.rules.vehicle.Successors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by reader: learns from all traffic where rides go on to, and tells a pursuit where its vehicle is likely to be
 * read next. A reader keeps 300 ways to it at most, each with 12 readers that came next: some 150 KB, of a busy one.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class NextReaderFunction extends KeyedProcessFunction<String, ReaderNews, KeyedBytes> {
    private static final Duration KEPT = Duration.ofDays(60);
    private static final int MOST_WAYS = 300;
    private static final int MOST_NAMED = 8;
    /** Where all but one way are unlikely, two more are still named: three patrols can go to three places. */
    private static final int ALWAYS_NAMED = 3;

    private static final double LEAST_NAMED = 0.01;

    private final NextReaders rule = new NextReaders();

    private transient MapState<String, Successors> ways;
    private transient ValueState<Integer> known;

    @Override
    public void open(OpenContext context) {
        StateTtlConfig kept = Expiring.ofFew(KEPT);
        ways = Remembered.map(getRuntimeContext(), "ways", Successors.class, kept);
        ValueStateDescriptor<Integer> count = new ValueStateDescriptor<>("known", Types.INT);
        count.enableTimeToLive(kept);
        known = getRuntimeContext().getState(count);
    }

    @Override
    public void processElement(ReaderNews news, Context context, Collector<KeyedBytes> out) throws Exception {
        KeyedBytes pursuit = news.pursuit();
        if (pursuit != null) {
            out.collect(answered(pursuit, news));
            return;
        }
        if (news.trail() != null && news.next() != null) {
            learn(news.trail(), news.next(), news.seconds());
        }
    }

    private void learn(LastReaders trail, String next, double seconds) throws Exception {
        for (String way : trail.ways()) {
            Successors before = ways.get(way);
            if (before != null || hasRoom()) {
                ways.put(way, rule.learn(before, next, seconds));
            }
        }
    }

    /** A way that was ridden once makes room, when there is none left. */
    private boolean hasRoom() throws Exception {
        Integer counted = known.value();
        int count = counted == null ? 0 : counted;
        if (count >= MOST_WAYS) {
            List<String> rare = new ArrayList<>();
            int all = 0;
            for (Map.Entry<String, Successors> way : ways.entries()) {
                all++;
                if (way.getValue().isRare()) {
                    rare.add(way.getKey());
                }
            }
            for (String way : rare) {
                ways.remove(way);
            }
            count = all - rare.size();
        }
        boolean hasRoom = count < MOST_WAYS;
        known.update(hasRoom ? count + 1 : count);
        return hasRoom;
    }

    private KeyedBytes answered(KeyedBytes pursuit, ReaderNews news) throws Exception {
        List<Successors> learnt = new ArrayList<>();
        @Nullable LastReaders trail = news.trail();
        if (trail != null) {
            for (String way : trail.ways()) {
                Successors successors = ways.get(way);
                if (successors != null) {
                    learnt.add(successors);
                }
            }
        }
        List<Map<String, Object>> next = new ArrayList<>();
        for (Expected one : rule.expect(learnt, news.streets(), news.pace())) {
            boolean isLikely = one.probability() >= LEAST_NAMED;
            if (next.size() < (isLikely ? MOST_NAMED : ALWAYS_NAMED)) {
                next.add(named(one));
            }
        }
        byte[] said = pursuit.value();
        if (next.isEmpty() || said == null) {
            return pursuit;
        }
        return Json.read(said, Detection.class)
                .fold(detection -> KeyedBytes.detection(detection.with("nextReaders", next)), reason -> {
                    throw new IllegalStateException("a pursuit that nobody can read: " + reason);
                });
    }

    private static Map<String, Object> named(Expected one) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("reader", one.reader());
        named.put("probability", Math.round(one.probability() * 1e3) / 1e3);
        named.put("seconds", Math.round(one.seconds()));
        return named;
    }
}
