package io.citywatch.simulators.script;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.traffic.Traffic;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scenes with motorcycles. */
final class VehicleScenes {
    /** A thief is in a hurry. */
    private static final double PACE = 2;

    private static final double SPEED = 20;
    private static final double LONGEST_RIDE_SECONDS = 75;
    private static final int FEWEST_READERS = 2;

    private final City city;
    private final Act act;

    VehicleScenes(City city, Act act) {
        this.city = city;
        this.act = act;
    }

    /** A bike and a ride from its home that readers see well. */
    record Getaway(Bike bike, Traffic.Ride ride) {}

    /** Of all that stand at home the one that most readers would see. */
    Optional<Getaway> getaway(Stage stage) {
        Optional<Getaway> best = stage.parkedBikes().stream()
                .map(bike -> new Getaway(bike, ride(bike, stage)))
                .filter(one -> one.ride().seenBy() >= FEWEST_READERS)
                .max(Comparator.comparingInt(one -> one.ride().seenBy()));
        best.ifPresent(found -> {
            stage.take(found.bike());
            stage.needs(found.ride().readers());
        });
        return best;
    }

    private Traffic.Ride ride(Bike bike, Stage stage) {
        return act.world().traffic().bestRide(bike, PACE, LONGEST_RIDE_SECONDS, stage.unreliableReaders());
    }

    /** Ridden off, reported after the first reader saw it, found some time after the last did. */
    void theft(Getaway getaway) {
        Bike bike = getaway.bike();
        String plate = bike.vehicle().plate();
        Position home = city.graph().crossings().get(bike.crossing()).position();
        act.note(Scene.THEFT, plate, Set.of(bike.vehicle().tag()));
        act.world().traffic().ride(bike, getaway.ride(), SPEED);
        act.after(
                getaway.ride().secondsAt().get(0) + 4,
                () -> act.world().police().report(plate, home));
        act.after(LONGEST_RIDE_SECONDS + 10, () -> act.world().police().found(plate));
    }

    /** Somebody takes a guarded motorcycle past other readers; later it is back. */
    void guardedMoved(Getaway getaway) {
        Bike bike = getaway.bike();
        act.note(
                Scene.GUARDED_MOVED,
                bike.vehicle().plate(),
                Set.of(bike.vehicle().tag()));
        act.world().traffic().ride(bike, getaway.ride(), SPEED);
        // Long enough to have been ridden back.
        act.after(Scene.GUARDED_MOVED.seconds() - 5, () -> act.world().traffic().bringHome(bike));
    }

    /** A guarded one that another reader would see. */
    Optional<Getaway> guardedGetaway(Stage stage) {
        return stage.guardedBike(bike -> isSeenElsewhere(bike, ride(bike, stage)))
                .map(bike -> new Getaway(bike, ride(bike, stage)));
    }

    private static boolean isSeenElsewhere(Bike bike, Traffic.Ride ride) {
        return ride.readers().stream()
                .anyMatch(reader -> !reader.equals(bike.vehicle().homeReader()));
    }

    void guardedParked(Bike bike) {
        act.note(
                Scene.GUARDED_PARKED,
                bike.vehicle().plate(),
                Set.of(bike.vehicle().tag()));
    }

    /** One tag at two ends of the city within seconds, twice. */
    void clonedTag(Bike bike, List<ReaderSite> readers) {
        act.note(Scene.CLONED_TAG, bike.vehicle().plate(), Set.of(bike.vehicle().tag()));
        for (int i = 0; i < 2; i++) {
            act.world().traffic().pass(bike, readers.get(0), 3 + 16 * i);
            act.world().traffic().pass(bike, readers.get(1), 11 + 16 * i);
        }
    }
}
