package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * R14, for the whole city: different stolen vehicles came to rest near each other within a week. Few vehicles are
 * stolen, so one key serves the city. Over when the week has passed and too few are left.
 */
public final class Dens implements Serializable {
    private static final int MOST_RESTS = 5_000;
    private static final int MOST_SHOWN = 20;

    private final RideParameters numbers;
    private final long within;

    public Dens(RideParameters parameters) {
        numbers = parameters;
        within = parameters.denWithin().toMillis();
    }

    public Judged<DenCity> take(@Nullable DenCity city, Rest rest, Instant now) {
        DenCity before = city == null ? DenCity.NONE : city;
        List<Rest> rests = new ArrayList<>(before.rests());
        rests.removeIf(one -> one.at() <= rest.at() - within
                || (one.tag().equals(rest.tag()) && one.reader().equals(rest.reader())));
        if (rests.size() >= MOST_RESTS) {
            rests.remove(0);
        }
        rests.add(rest);
        List<OpenDen> open = new ArrayList<>(before.open());
        OpenDen known = remove(open, rest);
        Position middle = known == null ? new Position(rest.lat(), rest.lon()) : new Position(known.lat(), known.lon());
        Map<String, Rest> here = byTag(rests, middle);
        if (known == null && here.size() < numbers.denTags()) {
            return new Judged<>(new DenCity(rests, open), List.of());
        }
        OpenDen next = new OpenDen(
                known == null ? rest.stamp().episodeId(Rule.R14, name(middle)) : known.id(),
                Math.max(
                        known == null ? 0 : known.revision(),
                        Math.max(rest.stamp().loggedAt(), rest.at())),
                known == null ? name(middle) : known.place(),
                middle.lat(),
                middle.lon(),
                here.size(),
                rest.stamp(),
                clearsAt(here));
        open.add(next);
        Phase phase = known == null ? Phase.RAISED : Phase.UPDATED;
        return new Judged<>(new DenCity(rests, open), List.of(say(next, phase, here, rest.at(), now)));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<DenCity> atEventTime(DenCity city, long eventTime, Instant now) {
        List<OpenDen> left = new ArrayList<>();
        List<Detection> said = new ArrayList<>();
        for (OpenDen one : city.open()) {
            if (one.clearsAt() > eventTime) {
                left.add(one);
            } else {
                said.add(new Statement(Rule.R14, Phase.CLEARED, one.id(), Subject.place(one.place()))
                        .position(one.lat(), one.lon())
                        .fact("count", one.tags())
                        .say(Math.max(one.revision(), one.clearsAt()), one.clearsAt(), one.newest(), now));
            }
        }
        List<Rest> rests = city.rests().stream()
                .filter(rest -> rest.at() > eventTime - within)
                .toList();
        return new Judged<>(new DenCity(rests, left), said);
    }

    /** The newest rest of each tag near a place. */
    private Map<String, Rest> byTag(List<Rest> rests, Position middle) {
        Map<String, Rest> here = new LinkedHashMap<>();
        for (Rest one : rests) {
            if (middle.metersTo(new Position(one.lat(), one.lon())) <= numbers.denMeters()) {
                here.put(one.tag(), one);
            }
        }
        return here;
    }

    /** When so many have gone that too few are left. */
    private long clearsAt(Map<String, Rest> here) {
        long[] ends = here.values().stream().mapToLong(Rest::at).sorted().toArray();
        return ends[Math.max(0, ends.length - numbers.denTags())] + within;
    }

    private @Nullable OpenDen remove(List<OpenDen> open, Rest rest) {
        Position place = new Position(rest.lat(), rest.lon());
        for (int i = 0; i < open.size(); i++) {
            OpenDen one = open.get(i);
            if (place.metersTo(new Position(one.lat(), one.lon())) <= numbers.denMeters()) {
                return open.remove(i);
            }
        }
        return null;
    }

    private Detection say(OpenDen den, Phase phase, Map<String, Rest> here, long at, Instant now) {
        List<Rest> shown = here.values().stream()
                .skip(Math.max(0, here.size() - MOST_SHOWN))
                .toList();
        return new Statement(Rule.R14, phase, den.id(), Subject.place(den.place()))
                .devices(shown.stream().map(Rest::reader).distinct().toList())
                .position(den.lat(), den.lon())
                .fact("count", den.tags())
                .fact("plates", shown.stream().map(Rest::vehicle).toList())
                .fact("tags", shown.stream().map(Rest::tag).toList())
                .fact("times", shown.stream().map(Rest::since).toList())
                .fact("silent", shown.stream().filter(one -> !one.dwelt()).count())
                .fact("uncertaintyMeters", numbers.denMeters())
                .say(den.revision(), at, den.newest(), now);
    }

    private static String name(Position place) {
        return String.format(Locale.ROOT, "den@%.4f,%.4f", place.lat(), place.lon());
    }
}
