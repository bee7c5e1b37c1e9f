package io.citywatch.simulators.truth.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When which device is silent, deaf, cut off with a buffer, or has a wrong clock. Planned before anything is said. */
public final class Faults {
    private final Map<String, List<Silence>> silences = new HashMap<>();
    private final Map<String, List<Span>> deaf = new HashMap<>();
    private final Map<String, List<Span>> cutOff = new HashMap<>();
    private final Map<String, List<Span>> wrongClocks = new HashMap<>();

    /** Some time, and a number about it. */
    private record Span(long from, long until, double number) {
        boolean holds(long at) {
            return at >= from && at < until;
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

    public Silence silence(String device, long from, long until) {
        Silence silence = new Silence(from, until);
        silences.computeIfAbsent(device, unused -> new ArrayList<>()).add(silence);
        return silence;
    }

    /** @param share of the tags that a reader still hears */
    public void deafen(String reader, long from, long until, double share) {
        deaf.computeIfAbsent(reader, unused -> new ArrayList<>()).add(new Span(from, until, share));
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
                && !spans(deaf, device, at - hour, at + hour)
                && !spans(cutOff, device, at - hour, at + hour)
                && !spans(wrongClocks, device, at - hour, at + hour);
    }

    private static boolean spans(Map<String, List<Span>> spans, String device, long from, long until) {
        List<Span> all = spans.get(device);
        return all != null && all.stream().anyMatch(span -> span.from() < until && span.until() > from);
    }

    double heardShare(String reader, long at) {
        return number(deaf, reader, at, 1);
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
