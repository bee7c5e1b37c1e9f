package io.citywatch.streaming.rules.vehicle;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of the last seven days were like this one, as the other readers hear it at this time of day. Nobody tells when a
 * holiday is, but on it the roads sound as on a Sunday; a city's sum would not tell, since where people live they ride
 * more when they ride less where they work. Each reader is compared with what it heard itself (chi-square of two counts,
 * by passages), and none of them decides alone.
 */
final class LikeDays {
    /** A reader that is deaf, or beside a jam, says no more than this. */
    private static final double MOST_OF_ONE_READER = 9;
    /** This many times as far from today as chance alone, or the likest day, is: still like it. */
    private static final double LIKE = 1.5;

    private final double[] apart = new double[UsualHearing.DAYS];
    private final int[] readers = new int[UsualHearing.DAYS];

    /** A reader that hears well, as far as is known. */
    void add(HeardSpan heard, UsualHearing usual) {
        count(heard, usual, 1);
    }

    private void count(HeardSpan heard, UsualHearing usual, int sign) {
        for (int day = 0; day < apart.length; day++) {
            int then = usual.heardOn(day, heard.span());
            if (then < 0 || then + heard.sightings() == 0) {
                continue;
            }
            double difference = heard.sightings() - then;
            double one = difference * difference / ((heard.sightings() + then) * usual.together());
            apart[day] += sign * Math.min(MOST_OF_ONE_READER, one);
            readers[day] += sign;
        }
    }

    /** By all readers but that one, which was added. */
    List<Integer> withoutWordOf(HeardSpan heard, UsualHearing usual) {
        count(heard, usual, -1);
        List<Integer> like = like();
        count(heard, usual, 1);
        return like;
    }

    /** All days, as long as nothing tells them apart. */
    List<Integer> like() {
        double least =
                IntStream.range(0, apart.length).mapToDouble(this::meanOn).min().orElse(0);
        double most = LIKE * Math.max(1, least);
        return IntStream.range(0, apart.length)
                .filter(day -> meanOn(day) <= most)
                .boxed()
                .toList();
    }

    /** How far that day is from today; nothing if nobody knows. */
    private double meanOn(int day) {
        return readers[day] == 0 ? 0 : apart[day] / readers[day];
    }
}
