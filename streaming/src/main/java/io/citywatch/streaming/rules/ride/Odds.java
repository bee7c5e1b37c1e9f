package io.citywatch.streaming.rules.ride;

import java.util.ArrayList;
import java.util.List;

/**
 * How odd an hour is for a vehicle: the share of its rides that fall into hours as rare as this one, or rarer. Its
 * rides are smoothed over the two hours around them, over the days of the same sort by a half and over the others by a
 * quarter, so that a holiday on a Tuesday is no odder than a Sunday; and each hour has a little from the start, so that
 * nothing is odd of a vehicle that is hardly known. Cost: 168 x 35 additions.
 *
 * @param probability that share
 * @param rides hours of the last eight weeks in which it rode
 * @param usualHours hours of the day in which it mostly rides
 */
record Odds(double probability, int rides, List<Integer> usualHours) {
    private static final int DAY = 24;
    private static final int DAYS = 7;
    private static final int WORKDAYS = 5;
    private static final double[] NEAR = {1, 0.5, 0.25};
    private static final double SAME_SORT = 0.5;
    private static final double OTHER_SORT = 0.25;
    private static final double USUAL_SHARE = 0.05;

    static Odds of(HourHabit habit, CityHour hour, double prior) {
        double[] rides = new double[HourHabit.HOURS];
        int all = 0;
        for (int slot = 0; slot < rides.length; slot++) {
            int count = habit.rides(slot, hour);
            rides[slot] = count;
            all += count;
        }
        double[] density = density(spread(rides), prior);
        double sum = 0;
        double rare = 0;
        double here = density[hour.slot()] * (1 + 1e-9);
        for (double one : density) {
            sum += one;
            rare += one <= here ? one : 0;
        }
        return new Odds(rare / sum, all, usualHours(rides, all));
    }

    /** Each ride counts a little in the hours around it, across midnight too. */
    private static double[] spread(double[] rides) {
        double[] spread = new double[rides.length];
        for (int slot = 0; slot < rides.length; slot++) {
            for (int j = -NEAR.length + 1; rides[slot] > 0 && j < NEAR.length; j++) {
                spread[Math.floorMod(slot + j, rides.length)] += NEAR[Math.abs(j)] * rides[slot];
            }
        }
        return spread;
    }

    private static double[] density(double[] spread, double prior) {
        double[] density = new double[spread.length];
        for (int slot = 0; slot < spread.length; slot++) {
            density[slot] = prior;
            for (int day = 0; day < DAYS; day++) {
                density[slot] += weight(day, slot / DAY) * spread[day * DAY + slot % DAY];
            }
        }
        return density;
    }

    private static double weight(int day, int other) {
        if (day == other) {
            return 1;
        }
        return day < WORKDAYS == other < WORKDAYS ? SAME_SORT : OTHER_SORT;
    }

    private static List<Integer> usualHours(double[] rides, int all) {
        List<Integer> usual = new ArrayList<>();
        for (int hour = 0; hour < DAY; hour++) {
            double count = 0;
            for (int day = 0; day < DAYS; day++) {
                count += rides[day * DAY + hour];
            }
            if (all > 0 && count / all >= USUAL_SHARE) {
                usual.add(hour);
            }
        }
        return usual;
    }
}
