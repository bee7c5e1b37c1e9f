package io.citywatch.simulators.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import org.junit.jupiter.api.Test;

class OfferBookTest {
    private static final Position PLACE = new Position(23.35, 116.7);

    private final OfferBook book = new OfferBook();

    @Test
    void takesAHigherRevisionAndIgnoresTheSameAndALowerOne() {
        assertThat(book.take(offer("o1", 3, OfferState.OFFERED))).isTrue();
        assertThat(book.take(offer("o1", 3, OfferState.ACCEPTED))).isFalse();
        assertThat(book.take(offer("o1", 2, OfferState.WITHDRAWN))).isFalse();
        assertThat(book.find("o1")).map(OfferMessage::state).contains(OfferState.OFFERED);

        assertThat(book.take(offer("o1", 4, OfferState.ACCEPTED))).isTrue();
        assertThat(book.find("o1")).map(OfferMessage::state).contains(OfferState.ACCEPTED);
    }

    @Test
    void revisionsOfDifferentOffersDoNotTouch() {
        assertThat(book.take(offer("o1", 9, OfferState.OFFERED))).isTrue();
        assertThat(book.take(offer("o2", 1, OfferState.OFFERED))).isTrue();
        assertThat(book.find("o3")).isEmpty();
    }

    @Test
    void forgetsTheOldestWhenTheBookIsFull() {
        for (int i = 0; i <= OfferBook.MOST; i++) {
            book.take(offer("o" + i, 1, OfferState.OFFERED));
        }

        assertThat(book.find("o0")).isEmpty();
        assertThat(book.find("o1")).isPresent();
        assertThat(book.find("o" + OfferBook.MOST)).isPresent();
    }

    private static OfferMessage offer(String id, long revision, OfferState state) {
        return Offers.offer(id, revision, state, PLACE);
    }
}
