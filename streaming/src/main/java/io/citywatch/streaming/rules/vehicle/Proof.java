package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.TagRead;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a read means that the vehicle was at the reader, which all rules about its stops and its way build on. One as
 * loud as what passes close by means it at once, and proves the faint ones there shortly before and after. A faint one
 * waits until all reads of that moment are in: a tag is at the reader that hears it best, so if another heard it better,
 * or had it before and afterwards, it was overheard; so it was if it had been parked before another, and is heard once.
 * Heard by nobody else it was there, if only behind a van's wall.
 *
 * <p>A tag that is doubted takes some 200 bytes for each of at most 8 reads, for half a minute; one that is not, none.
 */
public final class Proof implements Serializable {
    private static final int MOST = 8;

    private final VehicleParameters numbers;
    private final ClockParameters clock;

    public Proof(VehicleParameters parameters, ClockParameters clock) {
        numbers = parameters;
        this.clock = clock;
    }

    /**
     * What is still doubted, and what no longer.
     *
     * @param doubtful null if there is nothing
     * @param proven in the order in which they were received
     */
    public record Taken(@Nullable DoubtfulReads doubtful, List<TagRead> proven) {}

    /**
     * A read in time.
     *
     * @param passages with that read among them
     */
    public Taken onRead(@Nullable DoubtfulReads before, TagRead read, boolean near, List<Passage> passages) {
        List<TagRead> doubtful = new ArrayList<>(before == null ? List.of() : before.reads());
        List<TagRead> proven = new ArrayList<>();
        if (near) {
            Passage here = Passage.of(read, true, clock);
            for (TagRead one : List.copyOf(doubtful)) {
                if (isAbout(passage(one), here)) {
                    doubtful.remove(one);
                    proven.add(one);
                }
            }
            proven.add(read);
        } else if (isProven(passage(read), passages)) {
            proven.add(read);
        } else if (doubtful.stream().noneMatch(one -> isSame(one, read))) {
            doubtful.add(read);
            if (doubtful.size() > MOST) {
                doubtful.remove(0);
            }
        }
        return taken(doubtful, proven);
    }

    /** Event time came to {@code eventTime}. */
    public Taken atEventTime(DoubtfulReads before, List<Passage> passages, long eventTime) {
        List<TagRead> doubtful = new ArrayList<>();
        List<TagRead> proven = new ArrayList<>();
        for (TagRead read : before.reads()) {
            if (endOf(read) > eventTime) {
                doubtful.add(read);
            } else if (!isOverheard(passage(read), passages) && !hadStoodElsewhere(passage(read), passages)) {
                proven.add(read);
            }
        }
        return taken(doubtful, proven);
    }

    /** Event time at which the first of them is settled. */
    public long endsAt(DoubtfulReads doubtful) {
        return doubtful.reads().stream().mapToLong(this::endOf).min().orElse(Long.MAX_VALUE);
    }

    private static Taken taken(List<TagRead> doubtful, List<TagRead> proven) {
        return new Taken(doubtful.isEmpty() ? null : new DoubtfulReads(doubtful), proven);
    }

    private long endOf(TagRead read) {
        return read.receivedAt() + numbers.provenWithin().toMillis();
    }

    private Passage passage(TagRead read) {
        return Passage.of(read, false, clock);
    }

    private static boolean isSame(TagRead one, TagRead other) {
        return one.reader().equals(other.reader()) && one.measuredAt() == other.measuredAt();
    }

    private boolean isAbout(Passage one, Passage other) {
        return one.isAbout(other, numbers.provenWithin().toMillis());
    }

    private boolean isProven(Passage read, List<Passage> passages) {
        return passages.stream().anyMatch(one -> one.near() && isAbout(one, read));
    }

    private boolean isOverheard(Passage read, List<Passage> passages) {
        long moment = numbers.overheardWithin().toMillis();
        long stay = numbers.overheardStay().toMillis();
        return passages.stream()
                .filter(one -> isBetter(one, read))
                .anyMatch(one -> Math.abs(one.at() - read.at()) <= moment
                        || (one.at() < read.at()
                                && read.at() - one.at() <= stay
                                && isBackWithin(one.reader(), read, passages, stay)));
    }

    /**
     * Whether it was parked before another reader and this one read is all that is heard of it here. If that reader fell
     * silent the vehicle still stands there; who rides off is read again, or louder.
     */
    private boolean hadStoodElsewhere(Passage read, List<Passage> passages) {
        if (passages.stream().anyMatch(one -> !one.isSame(read) && isAbout(one, read))) {
            return false;
        }
        @Nullable Passage came = null;
        @Nullable Passage last = null;
        for (Passage one : passages) {
            if (one.near() && one.at() < read.at()) {
                came = last == null || !last.reader().equals(one.reader()) ? one : came;
                last = one;
            }
        }
        return last != null
                && came != null
                && !last.reader().equals(read.reader())
                && last.at() - came.at() >= numbers.overheardStay().toMillis();
    }

    private boolean isBackWithin(String reader, Passage read, List<Passage> passages, long stay) {
        return passages.stream()
                .anyMatch(one -> one.reader().equals(reader)
                        && isBetter(one, read)
                        && one.at() > read.at()
                        && one.at() - read.at() <= stay);
    }

    /** Whether another reader heard it better than that. */
    private boolean isBetter(Passage one, Passage read) {
        return !one.reader().equals(read.reader())
                && (one.near() || one.rssi() >= read.rssi() + numbers.guardStrongerDecibels());
    }
}
