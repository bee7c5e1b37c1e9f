package io.citywatch.streaming.rules.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RideTest {
    private static final long T = 1_790_000_000_000L;

    /** From the north road to the shore it is 360 s over the western bridge, and 560 s over the eastern one. */
    private final ReaderNetwork network = new Town()
            .reader("north", 0, 600)
            .reader("west", -2000, 300)
            .reader("shore", -1000, 0)
            .reader("east", 2000, 300)
            .network();

    @Test
    void aReaderThatTheRideCannotHaveGoneRoundDidNotHearIt() {
        List<Passage> passages = List.of(at("north", 0), at("shore", 360));

        Ride ride = Ride.lately(passages, VehicleParameters.DEFAULTS, network);

        assertThat(ride.readers()).containsExactly("north", "west", "shore");
        assertThat(ride.unheard(passages, network)).containsExactly(new UnheardPassage("west", T + 180_000));
    }

    @Test
    void whoTookLongEnoughMayHaveGoneRoundIt() {
        List<Passage> passages = List.of(at("north", 0), at("shore", 520));

        Ride ride = Ride.lately(passages, VehicleParameters.DEFAULTS, network);

        assertThat(ride.readers()).as("still likelier").containsExactly("north", "west", "shore");
        assertThat(ride.unheard(passages, network)).isEmpty();
    }

    @Test
    void eachIsCountedOnceAndNoneThatHeardIt() {
        List<Passage> heard = List.of(at("north", 0), at("west", 230), at("shore", 360));
        assertThat(Ride.lately(heard, VehicleParameters.DEFAULTS, network).unheard(heard, network))
                .isEmpty();

        List<Passage> onward = List.of(at("north", 0), at("shore", 360), at("east", 730));
        assertThat(Ride.lately(onward, VehicleParameters.DEFAULTS, network).unheard(onward, network))
                .as("told of when it came to the shore")
                .isEmpty();
    }

    private static Passage at(String reader, int seconds) {
        return new Passage(T + seconds * 1_000L, true, reader, -50, true, null);
    }
}
