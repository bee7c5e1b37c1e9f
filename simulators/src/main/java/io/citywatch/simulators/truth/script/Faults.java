package io.citywatch.simulators.truth.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** When which device is silent, deaf, cut off with a buffer, or has a wrong clock. Planned before anything is said. */
public final class Faults {
    private final Map<String, List<Silence>> silences = new HashMap<>();
    private final Map<String, List<Deafness>> deaf = new HashMap<>();
    private final Map<String, List<Span>> cutOff = new HashMap<>();
    private final Map<String, List<Span>> wrongClocks = new HashMap<>();

    /** Some time, and a number about it. */
    private record Span(long from, long until, double number) {
        boolean holds(long at) {
            return at >= from && at < until;
        }

        boolean touches(long begin, long end) {
            return from < end && until > begin;
        }
    }

    /** A device without a link: what it says is lost. */
    public static final class Silence {
        private final long from;
        private final long until;
        private long lastHeard;

        private Silence(long from, long until) {
            this.from = from;
            this.until = until;
        }

        public long from() {
            return from;
        }

        public long until() {
            return until;
        }

        /** When its last message before it was received; its beginning until that is known. */
        public long lastHeard() {
            return lastHeard == 0 ? from : lastHeard;
        }

        private boolean holds(long at) {
            return at >= from && at < until;
        }
    }

    /** A reader that hears a share of what passes it, and what it missed for that. */
    public static final class Deafness {
        private final Span span;
        private final Map<String, Long> missed = new HashMap<>();

        private Deafness(Span span) {
            this.span = span;
        }

        /** When so many different tags had passed unheard within some time; empty if they never did. */
        public OptionalLong missedAt(int tags, long withinMillis) {
            long[] times =
                    missed.values().stream().mapToLong(Long::longValue).sorted().toArray();
            return IntStream.range(tags - 1, times.length)
                    .filter(i -> times[i] - times[i - tags + 1] <= withinMillis)
                    .mapToLong(i -> times[i])
                    .findFirst();
        }
    }

    public Silence silence(String device, long from, long until) {
        Silence silence = new Silence(from, until);
        silences.computeIfAbsent(device, unused -> new ArrayList<>()).add(silence);
        return silence;
    }

    /** @param share of the tags that a reader still hears */
    public Deafness deafen(String reader, long from, long until, double share) {
        Deafness deafness = new Deafness(new Span(from, until, share));
        deaf.computeIfAbsent(reader, unused -> new ArrayList<>()).add(deafness);
        return deafness;
    }

    /** Has no link, keeps what it has to say, and says it all at the end. */
    public void cutOff(String device, long from, long until) {
        cutOff.computeIfAbsent(device, unused -> new ArrayList<>()).add(new Span(from, until, 0));
    }

    public void misset(String device, long from, long until, long aheadMillis) {
        wrongClocks.computeIfAbsent(device, unused -> new ArrayList<>()).add(new Span(from, until, aheadMillis));
    }

    public boolean isSilent(String device, long at) {
        List<Silence> all = silences.get(device);
        return all != null && all.stream().anyMatch(silence -> silence.holds(at));
    }

    /** Whether it was without power at some time between these two. */
    public boolean wasSilent(String device, long from, long until) {
        List<Silence> all = silences.get(device);
        return all != null && all.stream().anyMatch(silence -> silence.from < until && silence.until > from);
    }

    /** Whether nothing at all is wrong with it at that time or an hour around. */
    public boolean isSound(String device, long at) {
        long hour = Calendar.DAY / 24;
        return !wasSilent(device, at - hour, at + hour)
                && deaf.getOrDefault(device, List.of()).stream()
                        .noneMatch(one -> one.span.touches(at - hour, at + hour))
                && !spans(cutOff, device, at - hour, at + hour)
                && !spans(wrongClocks, device, at - hour, at + hour);
    }

    private static boolean spans(Map<String, List<Span>> spans, String device, long from, long until) {
        List<Span> all = spans.get(device);
        return all != null && all.stream().anyMatch(span -> span.touches(from, until));
    }

    /** Whether a reader hears what it should. */
    boolean hears(String reader, String tag, long at, RandomGenerator random) {
        for (Deafness deafness : deaf.getOrDefault(reader, List.of())) {
            if (deafness.span.holds(at)) {
                boolean isHeard = random.nextDouble() < deafness.span.number();
                if (!isHeard) {
                    deafness.missed.merge(tag, at, Math::min);
                }
                return isHeard;
            }
        }
        return true;
    }

    long clock(String device, long at) {
        return at + Math.round(number(wrongClocks, device, at, 0));
    }

    private static double number(Map<String, List<Span>> spans, String device, long at, double usual) {
        List<Span> all = spans.get(device);
        if (all != null) {
            for (Span span : all) {
                if (span.holds(at)) {
                    return span.number();
                }
            }
        }
        return usual;
    }

    /** When a message that would arrive then does arrive. */
    long arrival(String device, long sentAt, long usual) {
        List<Span> all = cutOff.get(device);
        if (all != null) {
            for (Span span : all) {
                if (span.holds(sentAt)) {
                    // The buffer empties in its order, a hundred times as fast as it filled.
                    return span.until() + 1_000 + (sentAt - span.from()) / 100;
                }
            }
        }
        return usual;
    }

    /** A message was received. */
    public void heard(Message message) {
        List<Silence> all = silences.get(message.device());
        if (all == null) {
            return;
        }
        long at = Math.max(message.receivedAt(), message.againAt());
        for (Silence silence : all) {
            if (message.sentAt() < silence.from && at >= silence.lastHeard) {
                silence.lastHeard = at;
            }
        }
    }
}
