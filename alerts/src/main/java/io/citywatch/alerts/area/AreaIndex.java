package io.citywatch.alerts.area;

import io.citywatch.model.Position;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * The areas at one moment: a tree of bounding boxes a level (sort-tile-recursive packing, built once), and within a box
 * a segment index an area, made when a place first falls into it. O(log n) a look-up. Immutable, thread-safe.
 */
final class AreaIndex {
    /**
     * One area, ready to be asked.
     *
     * @param revision differs with each change of the area
     */
    record Entry(String id, AreaLevel level, long revision, Envelope box, IndexedPointInAreaLocator locator) {
        static Entry of(Area area, long revision) {
            AreaShape shape = area.shape();
            return new Entry(
                    area.id(),
                    area.level(),
                    revision,
                    shape.geometry().getEnvelopeInternal(),
                    new IndexedPointInAreaLocator(shape.geometry()));
        }
    }

    private final Map<AreaLevel, STRtree> trees = new EnumMap<>(AreaLevel.class);
    private final Map<String, Entry> entries = new HashMap<>();

    AreaIndex(Collection<Entry> entries) {
        for (Entry entry : entries) {
            this.entries.put(entry.id(), entry);
            trees.computeIfAbsent(entry.level(), level -> new STRtree()).insert(entry.box(), entry);
        }
        // A tree that is not built yet would build itself in the first look-up, which may be two at once.
        trees.values().forEach(STRtree::build);
    }

    /** The entry of an area; null if there is none. */
    @Nullable
    Entry entry(String id) {
        return entries.get(id);
    }

    int size() {
        return entries.size();
    }

    /** The area of the level that holds the place; null if none does. */
    @Nullable
    String areaAt(AreaLevel level, Position position) {
        STRtree tree = trees.get(level);
        if (tree == null) {
            return null;
        }
        Coordinate place = new Coordinate(position.lon(), position.lat());
        Nearest nearest = new Nearest();
        tree.query(new Envelope(place), found -> nearest.consider((Entry) found, place));
        return nearest.id;
    }

    /** Whoever holds the place inside before who only borders on it; of several, the first by id, always the same. */
    private static final class Nearest {
        private @Nullable String id;
        private boolean inside;

        void consider(Entry entry, Coordinate place) {
            int location = entry.locator().locate(place);
            if (location == Location.EXTERIOR) {
                return;
            }
            boolean within = location == Location.INTERIOR;
            if (id == null
                    || (within && !inside)
                    || (within == inside && entry.id().compareTo(id) < 0)) {
                id = entry.id();
                inside = within;
            }
        }
    }
}
