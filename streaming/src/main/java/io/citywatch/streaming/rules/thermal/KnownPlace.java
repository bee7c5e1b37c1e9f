package io.citywatch.streaming.rules.thermal;

import org.jspecify.annotations.Nullable;

/**
 * A place where cameras saw something hot.
 *
 * @param cell the key of its episodes
 * @param unsureMeters one standard deviation of the place
 * @param newest the last sighting of it
 * @param pose from where that was
 * @param seenAt when, epoch milliseconds
 * @param days on how many days it was hot without growing
 * @param dayBeganAt when the last of them began
 * @param usualKilowatts the most it radiated on those before; 0 if that cannot be told
 * @param dayKilowatts the most of the last
 * @param glintUntil until when it is known for a glint of the sun; 0 if it is not
 * @param firstPose from where it was seen first of late; null of what a release before remembered
 * @param allRound whether it was seen from sides so far apart that no glint reaches both
 * @param ended whether its camera saw it no more from where it had seen it last
 */
public record KnownPlace(
        String cell,
        double lat,
        double lon,
        double unsureMeters,
        SpotSighting newest,
        CameraPose pose,
        long seenAt,
        int days,
        long dayBeganAt,
        double usualKilowatts,
        double dayKilowatts,
        long glintUntil,
        @Nullable CameraPose firstPose,
        boolean allRound,
        boolean ended) {
    private static final long DAY = 24 * 60 * 60 * 1_000L;

    static KnownPlace first(SpotSighting sighting, double lat, double lon, double unsure, CameraPose pose) {
        long at = sighting.origin().receivedAt();
        return new KnownPlace(
                sighting.cell(),
                lat,
                lon,
                unsure,
                sighting,
                pose,
                at,
                1,
                at,
                0,
                power(sighting),
                0,
                pose,
                false,
                false);
    }

    /** Seen again; a sighting that grows makes it a place of fire, and its days are counted anew. */
    KnownPlace seen(SpotSighting sighting, String key, double toLat, double toLon, double unsure, CameraPose from) {
        long at = sighting.origin().receivedAt();
        boolean isGrowing = sighting.growthPercentPerMinute() != null;
        boolean isNewDay = at - dayBeganAt >= DAY;
        return new KnownPlace(
                key,
                toLat,
                toLon,
                unsure,
                sighting,
                from,
                Math.max(seenAt, at),
                isGrowing ? 0 : isNewDay ? days + 1 : days,
                isNewDay ? at : dayBeganAt,
                isNewDay ? Math.max(usualKilowatts, dayKilowatts) : usualKilowatts,
                isNewDay ? power(sighting) : Math.max(dayKilowatts, power(sighting)),
                glintUntil,
                firstPose == null ? from : firstPose,
                allRound,
                false);
    }

    /** Was out for a while: from where it was seen before says nothing of what burns there now. */
    KnownPlace anew() {
        return with(glintUntil, null, false, ended);
    }

    KnownPlace glinting(long until) {
        return with(until, firstPose, allRound, ended);
    }

    /** Something hot is hot from all sides. */
    KnownPlace seenAllRound() {
        return with(glintUntil, firstPose, true, ended);
    }

    /** Gone though nobody moved, as a fire that is out. */
    KnownPlace over() {
        return with(glintUntil, firstPose, allRound, true);
    }

    private KnownPlace with(long glints, @Nullable CameraPose first, boolean isAllRound, boolean isOver) {
        return new KnownPlace(
                cell,
                lat,
                lon,
                unsureMeters,
                newest,
                pose,
                seenAt,
                days,
                dayBeganAt,
                usualKilowatts,
                dayKilowatts,
                glints,
                first,
                isAllRound,
                isOver);
    }

    private static double power(SpotSighting sighting) {
        Double kilowatts = sighting.spot().kilowatts();
        return kilowatts == null ? 0 : kilowatts;
    }
}
