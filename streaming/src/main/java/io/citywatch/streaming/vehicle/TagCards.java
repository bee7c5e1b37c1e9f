package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.Expiring;
import io.citywatch.streaming.io.Remembered;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The cards of all tags. The one of the tag whose turn it is lies open between {@link #open} and {@link #close}; rules
 * look at their part of it as if it were a state of its own.
 */
final class TagCards {
    /** What is learnt of a tag that nobody reads any more: as long as its habits, which go back farthest. */
    private static final Duration KEPT = Duration.ofDays(70);

    private final ValueState<TagCard> cards;
    private TagCard open = new TagCard();
    private boolean isChanged;
    private long now;

    TagCards(RuntimeContext runtime) {
        cards = Remembered.copied(runtime, "cards", TagCard.class, Expiring.ofMany(KEPT), TagCard::copy);
    }

    /** @param now processing time */
    void open(long now) throws Exception {
        @Nullable TagCard known = cards.value();
        open = known == null ? new TagCard() : known;
        isChanged = false;
        this.now = now;
    }

    void close() throws Exception {
        if (!isChanged) {
            return;
        }
        if (open.isEmpty()) {
            cards.clear();
        } else {
            cards.update(open);
        }
    }

    <T> ValueState<T> part(Function<TagCard, @Nullable T> get, BiConsumer<TagCard, @Nullable T> set) {
        return new Part<>(get, set, card -> Long.MAX_VALUE, (card, at) -> {}, Duration.ZERO);
    }

    /**
     * A part that is forgotten when it was not written for some time.
     *
     * @param writtenAt processing time at which it was
     */
    <T> ValueState<T> part(
            Function<TagCard, @Nullable T> get,
            BiConsumer<TagCard, @Nullable T> set,
            ToLongFunction<TagCard> writtenAt,
            ObjLongConsumer<TagCard> write,
            Duration kept) {
        return new Part<>(get, set, writtenAt, write, kept);
    }

    private final class Part<T> implements ValueState<T> {
        private final Function<TagCard, @Nullable T> get;
        private final BiConsumer<TagCard, @Nullable T> set;
        private final ToLongFunction<TagCard> writtenAt;
        private final ObjLongConsumer<TagCard> write;
        private final long kept;

        private Part(
                Function<TagCard, @Nullable T> get,
                BiConsumer<TagCard, @Nullable T> set,
                ToLongFunction<TagCard> writtenAt,
                ObjLongConsumer<TagCard> write,
                Duration kept) {
            this.get = get;
            this.set = set;
            this.writtenAt = writtenAt;
            this.write = write;
            this.kept = kept.toMillis();
        }

        @Override
        public @Nullable T value() {
            @Nullable T value = get.apply(open);
            return value == null || now - kept >= writtenAt.applyAsLong(open) ? null : value;
        }

        @Override
        public void update(@Nullable T value) {
            set.accept(open, value);
            write.accept(open, now);
            isChanged = true;
        }

        @Override
        public void clear() {
            if (get.apply(open) != null) {
                set.accept(open, null);
                isChanged = true;
            }
        }
    }
}
